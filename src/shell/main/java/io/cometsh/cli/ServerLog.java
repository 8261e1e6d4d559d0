package io.cometsh.cli;

/** How the embedded server's log looks on stderr: one line for a failure, with a trace only where there is one. */
final class ServerLog {
    private static final String FORMAT = "java.util.logging.SimpleFormatter.format";

    private ServerLog() {}

    /** With the time and the level, as a log of a server that runs for days. */
    static void dated() {
        use("%1$tFT%1$tT%1$tz %4$s %5$s%6$s%n");
    }

    /** As the program's other messages. */
    static void plain() {
        use("cometsh: %5$s%6$s%n");
    }

    private static void use(String format) {
        // The user's own setting wins.
        if (System.getProperty(FORMAT) == null) {
            System.setProperty(FORMAT, format);
        }
    }
}
