package io.cometsh.shell;

import io.cometsh.completion.CommandNames;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits what is entered at once into single inputs: a pasted transcript at its prompts, whose output is left out, and
 * Groovy at the commands between it.
 *
 * <pre>{@code
 * comet> :use demo/digits
 * demo/digits> runs = query(Tag("best"))
 * demo/digits> runs.size()
 * 3
 * }</pre>
 */
final class EnteredText {
    /** Text without any of these is one input. */
    private static final Pattern SPLITTABLE = Pattern.compile("(?m)^\\s*(?::[a-z]|\\$ |In \\[\\d+\\]:|\\S+>(?: |$))");

    private static final Pattern CONTINUATION = Pattern.compile("\\s*\\.\\.\\.[>:]? ?");
    private static final Pattern COMMAND = Pattern.compile("\\s*(:[a-z]+)(?:\\s.*)?");
    private static final Pattern PLACE = Pattern.compile("(?m):use\\s+([^\\s/]+(?:/\\S+)?)\\s*$");

    private final CommandNames commands;
    private final Predicate<String> unfinished;
    private final Pattern prompt;

    private EnteredText(CommandNames commands, Predicate<String> unfinished, Pattern prompt) {
        this.commands = commands;
        this.unfinished = unfinished;
        this.prompt = prompt;
    }

    /**
     * The inputs in their order; the text itself when there is nothing to split.
     *
     * @param place the place in use, whose prompt may begin a line too; empty for none
     * @param unfinished whether more must follow a text of Groovy
     */
    static List<String> inputs(String text, String place, CommandNames commands, Predicate<String> unfinished) {
        if (!SPLITTABLE.matcher(text).find()) {
            return List.of(text);
        }
        List<String> places = new ArrayList<>(List.of("comet"));
        if (!place.isEmpty()) {
            places.add(place);
        }
        PLACE.matcher(text).results().forEach(used -> places.add(used.group(1)));
        String names = String.join("|", places.stream().map(Pattern::quote).toList());
        Pattern prompt = Pattern.compile("\\s*(?:(?:" + names + ")>(?: |$)|>>>(?: |$)|In \\[\\d+\\]:(?: |$)|\\$ )");
        return new EnteredText(commands, unfinished, prompt).split(text);
    }

    private List<String> split(String text) {
        List<String> lines = text.lines().toList();
        List<String> inputs = new ArrayList<>();
        for (String chunk : isTranscript(lines) ? withoutPrompts(lines) : List.of(text)) {
            splitAtCommands(chunk, inputs);
        }
        return inputs;
    }

    /** A prompt at a place where an input can begin; inside of a long string it is the user's own text. */
    private boolean isTranscript(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (prompt.matcher(lines.get(i)).lookingAt() && !isUnfinished(String.join("\n", lines.subList(0, i)))) {
                return true;
            }
        }
        return false;
    }

    private List<String> withoutPrompts(List<String> lines) {
        List<String> inputs = new ArrayList<>();
        StringBuilder input = new StringBuilder();
        boolean prompted = false;
        for (String line : lines) {
            Matcher begin = prompt.matcher(line);
            Matcher more = CONTINUATION.matcher(line);
            if (begin.lookingAt()) {
                inputs.add(input.toString());
                input.setLength(0);
                input.append(line.substring(begin.end()));
                prompted = true;
            } else if (more.lookingAt() && prompted) {
                input.append('\n').append(line.substring(more.end()));
            } else if (!prompted || isUnfinished(input.toString())) {
                // Before the first prompt: a selection that begins after it.
                input.append(input.isEmpty() ? "" : "\n").append(line);
            }
        }
        inputs.add(input.toString());
        inputs.removeIf(String::isBlank);
        return inputs;
    }

    private void splitAtCommands(String text, List<String> inputs) {
        StringBuilder input = new StringBuilder();
        for (String line : text.lines().toList()) {
            boolean command = isCommand(line) && !isUnfinished(input.toString());
            boolean ended = isCommand(input.toString()) && !isUnfinished(input.toString());
            if (command || ended) {
                inputs.add(input.toString());
                input.setLength(0);
            }
            input.append(input.isEmpty() ? "" : "\n").append(line);
        }
        inputs.add(input.toString());
        inputs.removeIf(String::isBlank);
    }

    private boolean isCommand(String text) {
        Matcher command = COMMAND.matcher(text.lines().findFirst().orElse(""));
        return command.matches() && commands.summaries().containsKey(command.group(1));
    }

    private boolean isUnfinished(String text) {
        String groovy = commands.groovyOf(text);
        return !text.isBlank() && !groovy.stripLeading().startsWith(":") && unfinished.test(groovy);
    }
}
