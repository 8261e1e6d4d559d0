package io.cometsh.shell;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** {@code :trace}. */
final class TraceCommand implements Command {
    private static final String ALL = "all";
    /** Frames between a line of the user's and the method that it calls. */
    private static final Pattern MACHINERY =
            Pattern.compile("^\\s+at (java\\.base/(jdk\\.internal|java\\.lang\\.(reflect|invoke|Thread))"
                    + "|org\\.codehaus\\.groovy|org\\.apache\\.groovy|groovy\\.lang|io\\.cometsh\\.(lang|shell)\\.)");

    private final Supplier<Throwable> lastFailure;
    private final Function<Throwable, List<String>> places;

    /** {@code places} gives the user's own places on a stack, innermost first. */
    TraceCommand(Supplier<Throwable> lastFailure, Function<Throwable, List<String>> places) {
        this.lastFailure = lastFailure;
        this.places = places;
    }

    @Override
    public String name() {
        return ":trace";
    }

    @Override
    public String usage() {
        return "[all]";
    }

    @Override
    public String summary() {
        return "the whole stack of the last failure";
    }

    @Override
    public String help() {
        return """
                Shows where in your code the last failure happened, and below it the stack
                with all its causes, without the frames that Groovy puts between a call and a
                method; :trace all shows these too.""";
    }

    @Override
    public Map<String, String> complete(List<String> before, String word) {
        return before.isEmpty() ? Map.of(ALL, "every frame") : Map.of();
    }

    @Override
    public boolean showsValue() {
        return true;
    }

    @Override
    public String run(CommandArguments arguments) {
        Throwable failure = lastFailure.get();
        if (failure == null) {
            return "nothing has failed so far";
        }
        StringWriter text = new StringWriter();
        List<String> own = places.apply(failure);
        if (!own.isEmpty()) {
            text.append("in your code, the innermost first:\n");
            own.forEach(place -> text.append("  ").append(place).append('\n'));
        }
        StringWriter stack = new StringWriter();
        failure.printStackTrace(new PrintWriter(stack));
        boolean all = arguments.text().strip().equals(ALL);
        List<String> lines = stack.toString().lines().toList();
        List<String> shown = lines.stream()
                .filter(line -> all || !MACHINERY.matcher(line).find())
                .toList();
        shown.forEach(line -> text.append(line).append('\n'));
        if (shown.size() < lines.size()) {
            int left = lines.size() - shown.size();
            text.append("(" + left + " frames of Groovy, Java and the shell left out; :trace all shows them)\n");
        }
        return text.toString();
    }
}
