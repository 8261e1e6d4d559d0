package io.cometsh.reference;

import java.util.List;

/**
 * A type that scripts meet.
 *
 * @param kind class, record, enum or interface
 * @param example lines of code; empty for none
 */
public record TypeDoc(
        String name, String packageName, String kind, String text, String example, List<MemberDoc> members) {
    /** The first sentence of what it is. */
    public String summary() {
        return firstSentence(text);
    }

    static String firstSentence(String text) {
        String first = text.split("\n\n", 2)[0];
        for (int end = first.indexOf(". "); end >= 0; end = first.indexOf(". ", end + 1)) {
            boolean inCode =
                    first.substring(0, end).chars().filter(c -> c == '`').count() % 2 == 1;
            boolean abbreviated = first.startsWith("e.g", end - 3) || first.startsWith("i.e", end - 3);
            if (!inCode && !abbreviated) {
                return first.substring(0, end + 1);
            }
        }
        return first;
    }
}
