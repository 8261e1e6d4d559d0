package io.cometsh.completion;

import io.cometsh.lang.Tokens;

/** Text between quotes, and what it stands for. */
final class Literals {
    private Literals() {}

    /** What the text of a literal that is not finished means so far. */
    static String unescaped(String written, String quote) {
        if (quote.equals("$/")) {
            return written;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == '\\' && i + 1 < written.length()) {
                i++;
                text.append(Tokens.unescaped(written.charAt(i), quote));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    /** Whether there is a way to write the value between these quotes; slashy text has no escape for everything. */
    static boolean canHold(String value, String quote) {
        if (!quote.contains("/")) {
            return true;
        }
        boolean plain = value.indexOf('$') < 0
                && !value.contains("\\u")
                && value.chars().noneMatch(Character::isISOControl);
        return plain
                && (quote.equals("/")
                        ? !value.isEmpty() && !value.endsWith("\\") && !value.contains("\\/")
                        : !value.endsWith("/"));
    }

    /** The value as a list shows it: on one line, with nothing that moves the cursor. */
    static String shown(String value) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\n' -> text.append("\\n");
                case '\t' -> text.append("\\t");
                case '\r' -> text.append("\\r");
                default -> text.append(Character.isISOControl(c) ? '\ufffd' : c);
            }
        }
        return text.toString();
    }

    /** The value as it must be written between these quotes. */
    static String escaped(String value, String quote) {
        if (quote.equals("/")) {
            return value.replace("/", "\\/");
        }
        if (quote.equals("$/")) {
            return value;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\n' -> text.append("\\n");
                case '\t' -> text.append("\\t");
                case '\r' -> text.append("\\r");
                case '\\' -> text.append("\\\\");
                case '$' -> text.append(quote.startsWith("\"") ? "\\$" : "$");
                case '\'', '"' -> text.append(c == quote.charAt(0) ? "\\" : "").append(c);
                default ->
                    text.append(Character.isISOControl(c) ? String.format("\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        return text.toString();
    }

    /** What closes a literal that this opened. */
    static String closing(String quote) {
        return quote.equals("$/") ? "/$" : quote;
    }
}
