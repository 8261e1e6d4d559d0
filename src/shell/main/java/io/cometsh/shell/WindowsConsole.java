package io.cometsh.shell;

import java.io.IOException;
import org.jline.nativ.Kernel32;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;

/** What the launcher of other systems finds out and what they have anyway: which streams are a terminal, and UTF-8. */
public final class WindowsConsole {
    private static final int UTF_8_PAGE = 65001;

    private WindowsConsole() {}

    /** Whether this process runs there. */
    public static boolean isHere() {
        return System.getProperty("os.name", "").startsWith("Windows");
    }

    /** The numbers of the standard streams that are a console: {@code 012}; empty where nobody can tell. */
    public static String terminals() {
        StringBuilder terminals = new StringBuilder();
        try {
            TerminalProvider provider = TerminalProvider.load("jni");
            for (SystemStream stream : SystemStream.values()) {
                if (provider.isSystemStream(stream)) {
                    terminals.append(stream.ordinal());
                }
            }
        } catch (IOException | LinkageError | RuntimeException e) {
            return "";
        }
        return terminals.toString();
    }

    /** Makes the console read what we write, which is UTF-8, until the process ends. */
    public static void speakUtf8() {
        try {
            int before = Kernel32.GetConsoleOutputCP();
            if (before != 0 && before != UTF_8_PAGE && Kernel32.SetConsoleOutputCP(UTF_8_PAGE) != 0) {
                Runtime.getRuntime()
                        .addShutdownHook(new Thread(() -> Kernel32.SetConsoleOutputCP(before), "cometsh-console"));
            }
        } catch (LinkageError | RuntimeException e) {
            // Letters beyond the console's own page then look wrong; nothing else is.
            return;
        }
    }
}
