package io.cometsh.completion;

import java.util.List;
import java.util.Map;
import org.jline.reader.Candidate;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.CompletionMatcher;
import org.jline.reader.LineReader.Option;

/**
 * Tells JLine which candidates fit. What {@link ShellCompleter} offers fits already, however unlike it looks; only what is
 * typed while the list is shown below the line is matched here.
 */
public final class SuggestionMatcher implements CompletionMatcher {
    private Match typed;
    private List<Candidate> matching = List.of();

    @Override
    public void compile(
            Map<Option, Boolean> options,
            boolean prefix,
            CompletingParsedLine line,
            boolean caseInsensitive,
            int errors,
            String originalGroupName) {
        typed = line instanceof ShellLine ? null : new Match(line.word());
        matching = List.of();
    }

    @Override
    public List<Candidate> matches(List<Candidate> candidates) {
        if (typed == null) {
            matching = candidates;
            return matching;
        }
        int kind = Match.NONE;
        for (Candidate candidate : candidates) {
            kind = Math.min(kind, score(candidate) / Match.KIND);
        }
        int best = kind;
        matching = candidates.stream()
                .filter(candidate -> score(candidate) != Match.NONE && score(candidate) / Match.KIND == best)
                .toList();
        return matching;
    }

    private int score(Candidate candidate) {
        // A hint has nothing to write, so nothing typed fits it.
        if (candidate.value().isEmpty()) {
            return Match.NONE;
        }
        // The quotes that a value brings along are not typed.
        String value = candidate.value().replaceFirst("^[\"']", "");
        return Math.min(typed.of(value), typed.of(candidate.displ()));
    }

    @Override
    public Candidate exactMatch() {
        return null;
    }

    @Override
    public String getCommonPrefix() {
        String common = null;
        for (Candidate candidate : matching) {
            common = common == null ? candidate.value() : shared(common, candidate.value());
        }
        return common == null ? "" : common;
    }

    private static String shared(String one, String other) {
        int length = 0;
        while (length < Math.min(one.length(), other.length()) && one.charAt(length) == other.charAt(length)) {
            length++;
        }
        // Not between the halves of an emoji, and not after the backslash of an escape.
        if (length > 0 && Character.isHighSurrogate(one.charAt(length - 1))) {
            length--;
        }
        int backslashes = 0;
        while (backslashes < length && one.charAt(length - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return one.substring(0, length - backslashes % 2);
    }
}
