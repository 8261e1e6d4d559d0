package io.cometsh.completion;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jline.reader.Candidate;

/** Collects the candidates that begin with what is typed, each once. */
final class Suggestions {
    /** More than a screen can show; typing on narrows them. */
    private static final int MOST = 500;

    private final String prefix;
    private final boolean parenthesisFollows;
    private final Map<String, Candidate> candidates = new LinkedHashMap<>();

    /** {@code after} is the text behind the cursor. */
    Suggestions(String prefix, String after) {
        this.prefix = prefix;
        this.parenthesisFollows = after.replaceFirst("^\\w*", "").startsWith("(");
    }

    String prefix() {
        return prefix;
    }

    /**
     * @param value what stands in the line afterwards, in place of the whole word
     * @param shown what the list shows for it
     * @param description shown in parentheses behind it; null for none
     */
    void add(String value, String shown, String group, String description) {
        int parenthesis = value.lastIndexOf('(');
        if (parenthesisFollows && parenthesis > 0) {
            add(value.substring(0, parenthesis), shown, group, description);
            return;
        }
        if (value.startsWith(prefix) && candidates.size() < MOST) {
            // "complete" is false throughout: true makes JLine write a blank behind the word.
            candidates.putIfAbsent(
                    value, new Candidate(value, shown, group, description, null, null, false, candidates.size()));
        }
    }

    void addTo(List<Candidate> target) {
        target.addAll(candidates.values());
    }
}
