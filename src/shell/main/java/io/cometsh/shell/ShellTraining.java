package io.cometsh.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cometsh.client.Api;
import io.cometsh.lang.Session;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** A short session on streams in memory, so that a class archive made after it holds what the shell loads. */
public final class ShellTraining {
    private static final String KEYS = """
            def twice(n) { n * 2 }
            twice(21)
            [[a: 1, b: 'x'], [a: 2, b: 'y']]
            Metric("loss") < 0.2
            unknown
            :help
            :cache
            """;
    private static final String TAB = "\t\u0015";

    /** Closing a terminal on streams makes JLine warn of a broken pump; held, so that the setting stays. */
    private static final Logger JLINE = Logger.getLogger("org.jline");

    private ShellTraining() {}

    /** Runs the session and discards its output. Live names come from {@code api}, which may answer anything. */
    public static void run(Session session, Supplier<Api> api) {
        JLINE.setLevel(Level.OFF);
        String keys = KEYS + "ap" + TAB + "api.get" + TAB + "api.getProjects(\"" + TAB + ":ca" + TAB + ":quit\n";
        try (Terminal terminal = TerminalBuilder.builder()
                .name("training")
                .system(false)
                .jni(true)
                .ffm(false)
                .exec(false)
                .type("xterm-256color")
                .size(new Size(80, 24))
                .encoding(UTF_8)
                .streams(new ByteArrayInputStream(keys.getBytes(UTF_8)), new ByteArrayOutputStream())
                .build()) {
            // A pager would take the keys.
            new Shell(terminal, session, api, ShellOptions.defaults().withPager(false)).run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
