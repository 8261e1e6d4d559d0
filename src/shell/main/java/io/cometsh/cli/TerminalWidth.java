package io.cometsh.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** How many columns the terminal of standard output has. */
final class TerminalWidth {
    private static final int USUAL = 80;

    private TerminalWidth() {}

    /** {@code COLUMNS} when it is set, else the answer of {@code stty}, else 80. */
    static int of(ProcessContext context) {
        return of(context, context.outIsTerminal());
    }

    /** The same for the terminal of standard error. */
    static int ofTalk(ProcessContext context) {
        return of(context, context.errIsTerminal());
    }

    private static int of(ProcessContext context, boolean terminal) {
        String columns = context.environment().get("COLUMNS");
        if (columns != null && columns.matches("[1-9]\\d{0,4}")) {
            return Integer.parseInt(columns);
        }
        return terminal ? ask() : USUAL;
    }

    /** A small process costs less than loading a terminal library for one number. */
    private static int ask() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/tty")))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            stty.waitFor(1, TimeUnit.SECONDS);
            return answer.matches("\\d+ [1-9]\\d*")
                    ? Integer.parseInt(answer.substring(answer.indexOf(' ') + 1))
                    : USUAL;
        } catch (IOException e) {
            return USUAL;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL;
        }
    }
}
