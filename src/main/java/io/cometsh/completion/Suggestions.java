package io.cometsh.completion;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jline.reader.Candidate;

/** Collects the candidates that begin with what is typed, each once. */
final class Suggestions {
    /** More than a screen can show; typing on narrows them, and the group's name says that there are more. */
    static final int MOST = 500;

    private final String prefix;
    private final boolean parenthesisFollows;
    private final Map<String, Suggestion> suggestions = new LinkedHashMap<>();
    private boolean cut;

    private record Suggestion(String value, String shown, String group, String description) {}

    /** {@code after} is the text behind the cursor. */
    Suggestions(String prefix, String after) {
        this.prefix = prefix;
        this.parenthesisFollows = after.replaceFirst("^\\w*", "").startsWith("(");
    }

    String prefix() {
        return prefix;
    }

    /** Whether more were offered than are kept; what is offered from then on is dropped. */
    boolean isCut() {
        return cut;
    }

    /**
     * @param value what stands in the line afterwards, in place of the whole word
     * @param shown what the list shows for it
     * @param description shown in parentheses behind it; null for none
     */
    void add(String value, String shown, String group, String description) {
        int parenthesis = value.lastIndexOf('(');
        String written = parenthesisFollows && parenthesis > 0 ? value.substring(0, parenthesis) : value;
        if (cut || !written.startsWith(prefix) || suggestions.containsKey(written)) {
            return;
        }
        cut = suggestions.size() == MOST;
        if (!cut) {
            suggestions.put(written, new Suggestion(written, shown, group, description));
        }
    }

    void addTo(List<Candidate> target) {
        String more = cut ? " (the first " + MOST + ", type on for others)" : "";
        int order = 0;
        for (Suggestion each : suggestions.values()) {
            // "complete" is false throughout: true makes JLine write a blank behind the word.
            target.add(new Candidate(
                    each.value(), each.shown(), each.group() + more, each.description(), null, null, false, order++));
        }
    }
}
