package io.cometsh.shell;

import io.cometsh.completion.Scope;
import io.cometsh.reference.Reference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code :doc NAME}, and short for it {@code ?NAME} and {@code NAME?}. */
final class DocCommand implements Command {
    private static final Pattern QUESTION =
            Pattern.compile("\\s*(?:\\?+\\s*(:?[\\w.][^?]*)\\?*|(:?[\\w.][\\w.]*(?:\\([^()]*\\))?[\\w.]*)\\?+)\\s*");

    private final Scope scope;
    private final UnaryOperator<String> ofTheUser;
    private final HelpCommand help;
    private Reference reference;

    /** {@code ofTheUser} tells what the user has defined under a name, null for nothing. */
    DocCommand(Scope scope, UnaryOperator<String> ofTheUser, HelpCommand help) {
        this.scope = scope;
        this.ofTheUser = ofTheUser;
        this.help = help;
    }

    /** The command that a question is short for; null when the line is not a question. */
    static String asCommand(String line) {
        Matcher matcher = QUESTION.matcher(line);
        if (line.strip().matches("\\?+")) {
            return ":help";
        }
        if (!matcher.matches()) {
            return null;
        }
        return ":doc " + (matcher.group(1) != null ? matcher.group(1).replaceFirst("\\?+$", "") : matcher.group(2));
    }

    @Override
    public String name() {
        return ":doc";
    }

    @Override
    public String usage() {
        return "NAME";
    }

    @Override
    public String summary() {
        return "what a method, class, word or variable is; ?NAME is short for it";
    }

    @Override
    public String help() {
        return """
                How a thing is called, what it is for, what comes back, an example and
                Python's spelling.
                ?getMetrics        a method of whatever has it; ?get_metrics finds it too,
                                   and so does :doc getMetrics
                ?api.query         a method of one class or variable
                ?Experiment        a class with all its methods
                ?Metric            a word of the query language
                ?:cache            a command
                While you type, Shift-TAB or F1 shows the same of what the cursor is at.""";
    }

    @Override
    public String run(CommandArguments arguments) {
        String name = arguments.text().strip();
        if (name.isEmpty()) {
            throw new CommandException("name what to look up, such as :doc api.query or ?Experiment");
        }
        if (name.startsWith(":") || help.knowsTopic(name)) {
            return help.on(name);
        }
        String defined = ofTheUser.apply(name);
        if (defined != null) {
            return defined;
        }
        DocSearch search = new DocSearch(reference(), arguments.width());
        Map<String, Class<?>> variables = classes();
        String page = search.find(name, variables);
        if (page != null) {
            return page;
        }
        Class<?> variable = variables.get(name);
        if (variable != null) {
            return name + " is a variable of " + variable.getName();
        }
        if (help.knowsCommand(name)) {
            return help.on(name);
        }
        List<String> nearest = search.nearest(name, variables);
        throw new CommandException("nothing known of " + name
                + (nearest.isEmpty()
                        ? "; ?Api and ?Experiment list what there is"
                        : "; did you mean " + String.join(" or ", nearest) + "?"));
    }

    /**
     * A name in a few lines: how it is called and what for. Null for a name that nothing has.
     */
    String brief(String name, int width) {
        String page = page(name, width);
        if (page == null) {
            return null;
        }
        // The first two parts of a page are the forms and the meaning.
        String[] parts = page.split("\n\n", 3);
        return parts.length < 3 ? page : parts[0] + "\n\n" + parts[1];
    }

    /** The whole page on a name; null for a name that nothing has. */
    String page(String name, int width) {
        try {
            return run(new CommandArguments(name, width));
        } catch (CommandException e) {
            return null;
        }
    }

    private Map<String, Class<?>> classes() {
        Map<String, Class<?>> classes = new LinkedHashMap<>(scope.promised());
        scope.variables().forEach((name, value) -> {
            if (value != null) {
                classes.put(name, value.getClass());
            }
        });
        return classes;
    }

    /** Read at the first question, since most sessions never ask. */
    private synchronized Reference reference() {
        if (reference == null) {
            reference = Reference.load();
        }
        return reference;
    }

    @Override
    public Map<String, String> complete(List<String> before, String word) {
        if (!before.isEmpty()) {
            return Map.of();
        }
        Map<String, String> names = new LinkedHashMap<>();
        scope.promised().keySet().forEach(name -> names.put(name, "variable"));
        scope.variables().keySet().forEach(name -> names.put(name, "variable"));
        new DocSearch(reference(), 0).names().forEach(names::putIfAbsent);
        return names;
    }

    @Override
    public boolean isDocumentation() {
        return true;
    }
}
