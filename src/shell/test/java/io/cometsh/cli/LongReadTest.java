package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export or a sync that the server's limit makes long is announced with its time. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LongReadTest {
    @TempDir
    private Path folder;

    @Test
    void more_than_an_hour_has_a_time_and_less_has_none() {
        assertThat(LongRead.of(100_000, 1, 15_000))
                .contains(
                        "about 6.7 hours: 100,000 experiments, one request each, and the server takes 15,000 requests an"
                                + " hour from a key");
        assertThat(LongRead.of(15_000, 1, 15_000)).isEmpty();
        assertThat(LongRead.of(100_000, 4, 0)).as("a server of one's own").isEmpty();
    }

    @Test
    void an_export_names_the_way_that_is_shorter_the_next_time() {
        try (CometServer server = CometServer.start(ServerOptions.inMemory())) {
            CommandRun made = CommandRun.against(
                    server.address(), "key", folder, "-e", "3.times { api.createExperiment('w', 'p', 'r' + it) }");
            assertThat(made.exitCode()).as(made.err()).isZero();
            Impatient err = new Impatient();
            ProcessContext context = new ProcessContext(
                    InputStream.nullInputStream(),
                    new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                    err,
                    false,
                    false,
                    false,
                    new LinkedHashMap<>(Map.of(
                            "COMET_API_KEY", "key",
                            "COMET_URL_OVERRIDE", server.address().toString(),
                            "COMET_REQUESTS_PER_HOUR", "8")),
                    folder,
                    folder);
            int exit = Cometsh.run(
                    context,
                    "export",
                    "w/p",
                    "--runs",
                    "-o",
                    folder.resolve("runs.csv").toString());
            assertThat(Thread.interrupted() || exit == ExitCode.INTERRUPTED).isTrue();
            assertThat(err.text())
                    .contains(
                            "this export takes about 1.5 hours: 3 experiments, 4 requests each, and the server takes 8"
                                    + " requests an hour from a key. To keep a copy instead that reads only what changes:"
                                    + " cometsh sync w/p");
        }
    }

    /** Ends the export when it reports its time. */
    private static final class Impatient extends PrintStream {
        private final ByteArrayOutputStream bytes;

        Impatient() {
            this(new ByteArrayOutputStream());
        }

        private Impatient(ByteArrayOutputStream bytes) {
            super(bytes, true, StandardCharsets.UTF_8);
            this.bytes = bytes;
        }

        @Override
        public void println(String text) {
            super.println(text);
            if (text.startsWith("this export takes")) {
                Thread.currentThread().interrupt();
            }
        }

        String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
