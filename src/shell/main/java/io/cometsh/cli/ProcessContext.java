package io.cometsh.cli;

import io.cometsh.shell.WindowsConsole;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the program finds around it: handed in, so that a test can be it.
 *
 * @param home the user's home folder; null when there is none
 */
record ProcessContext(
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean inIsTerminal,
        boolean outIsTerminal,
        boolean errIsTerminal,
        Map<String, String> environment,
        Path workingFolder,
        Path home) {

    /** The context of this process. The launcher passes which streams are a terminal, since only a shell can check that cheaply. */
    static ProcessContext ofProcess() {
        String terminals = System.getProperty("cometsh.terminals");
        if (terminals == null && WindowsConsole.isHere()) {
            terminals = WindowsConsole.terminals();
            if (!terminals.isEmpty()) {
                WindowsConsole.speakUtf8();
            }
        }
        boolean console = terminals == null && System.console() != null;
        boolean outIsTerminal = terminals == null ? console : terminals.contains("1");
        PrintStream out = StandardOutput.open(outIsTerminal);
        System.setOut(StandardOutput.byLine(out));
        String home = System.getProperty("user.home");
        return new ProcessContext(
                System.in,
                out,
                System.err,
                terminals == null ? console : terminals.contains("0"),
                outIsTerminal,
                terminals == null ? console : terminals.contains("2"),
                System.getenv(),
                Path.of("").toAbsolutePath(),
                home == null || home.isEmpty() || home.equals("?") ? null : Path.of(home));
    }
}
