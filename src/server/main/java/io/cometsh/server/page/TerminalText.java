package io.cometsh.server.page;

import java.util.regex.Pattern;

/** What a program wrote to a terminal, as the text that the terminal shows at the end. */
final class TerminalText {
    private static final Pattern ESCAPE =
            Pattern.compile("\u001B(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001B]*(?:\u0007|\u001B\\\\)?|[@-Z\\\\-_])");

    private TerminalText() {}

    /** Colours are left out, and a line that was written over, such as a progress bar, is there once. */
    static String shown(String written) {
        String plain = written.indexOf('\u001B') < 0
                ? written
                : ESCAPE.matcher(written).replaceAll("");
        if (plain.indexOf('\r') < 0) {
            return plain;
        }
        StringBuilder shown = new StringBuilder(plain.length());
        for (String line : plain.split("(?<=\n)")) {
            boolean ended = line.endsWith("\n");
            String text = line.replaceAll("[\r\n]+$", "");
            shown.append(text.substring(text.lastIndexOf('\r') + 1)).append(ended ? "\n" : "");
        }
        return shown.toString();
    }

    /** The last lines. */
    static String tail(String text, int lines) {
        int at = text.endsWith("\n") ? text.length() - 1 : text.length();
        for (int i = 0; i < lines && at >= 0; i++) {
            at = text.lastIndexOf('\n', at - 1);
        }
        return text.substring(at + 1);
    }
}
