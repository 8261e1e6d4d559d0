package io.cometsh.transport;

/** Foreign text made fit for a message of one line. */
final class Sanitizer {
    private Sanitizer() {}

    /** The first {@code most} printable characters; runs of blanks and line breaks become one blank. */
    static String printable(String text, int most) {
        StringBuilder kept = new StringBuilder();
        boolean blank = false;
        int count = 0;
        for (int at = 0; at < text.length(); ) {
            int character = text.codePointAt(at);
            at += Character.charCount(character);
            if (Character.isWhitespace(character) || Character.isSpaceChar(character)) {
                blank = true;
            } else if (isPrintable(character)) {
                if (blank && count > 0) {
                    kept.append(' ');
                    count++;
                }
                if (count >= most) {
                    return kept.toString().strip() + "…";
                }
                blank = false;
                kept.appendCodePoint(character);
                count++;
            }
        }
        return kept.toString();
    }

    // Escape sequences in a server's words must not reach the terminal.
    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> character != '\uFFFD';
        };
    }
}
