package io.cometsh.completion;

/** Text between quotes, and what it stands for. */
final class Literals {
    private Literals() {}

    /** What a backslash and the character behind it mean in a literal with this quote. */
    static String unescaped(char escaped, String quote) {
        if (quote.equals("/")) {
            return escaped == '/' ? "/" : "\\" + escaped;
        }
        return switch (escaped) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            case '\n' -> "";
            default -> String.valueOf(escaped);
        };
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
                default -> text.append(quote.indexOf(c) >= 0 ? "\\" : "").append(c);
            }
        }
        return text.toString();
    }

    /** What closes a literal that this opened. */
    static String closing(String quote) {
        return quote.equals("$/") ? "/$" : quote;
    }
}
