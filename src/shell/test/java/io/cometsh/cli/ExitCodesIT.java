package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.support.BuiltProgram;
import io.cometsh.support.BuiltProgram.Ended;
import io.cometsh.support.Worlds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each row of the table of exit codes, of the program as a job starts it. */
@Tag("launcher")
@Timeout(120)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExitCodesIT {
    private static final String KEY = "SeCrEtKeY0123456789";
    private static CometServer server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        server = CometServer.start(ServerOptions.inMemory().withKeys(Map.of(KEY, "ann *")));
        Worlds.fill(server, "acme", "vision", 3, (run, i) -> run.metric("loss", i));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private Ended bash(String line) throws IOException, InterruptedException {
        return ended(BuiltProgram.in(folder).on(server.address(), KEY), line);
    }

    private static Ended ended(BuiltProgram program, String line) throws IOException, InterruptedException {
        Ended ended = program.bash(line);
        assertThat(ended.out() + ended.err()).doesNotContain(KEY).doesNotContain("\tat ");
        return ended;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0 | $cometsh query acme/vision 'Metric(\"loss\") < 1' | ",
                "1 | $cometsh -e 'throw new RuntimeException(\"no\")' | no",
                "9 | $cometsh -e 'System.exit(9)' | ",
                "2 | $cometsh -e 'def (' | -e:1",
                "2 | $cometsh query acme/vision 'Metric(' | Metric(",
                "2 | $cometsh query acme/vision 'Tag(\"a\")' -o nowhere/a.csv | there is no folder",
                "2 | $cometsh qurey acme/vision 'Tag(\"a\")' | did you mean query?",
                "2 | $cometsh query --sotr loss acme/vision 'Tag(\"a\")' | did you mean --sort?",
                "0 | echo 'println 1' > qurey; $cometsh qurey | ",
                "3 | COMET_API_KEY= $cometsh query acme/vision 'Tag(\"a\")' | COMET_API_KEY",
                "3 | COMET_API_KEY=wrong-key-0123456789 $cometsh query acme/vision 'Tag(\"a\")' | 401",
                "3 | $cometsh apply acme/vision 'Metric(\"loss\") < 1' --archive | --yes",
                "4 | $cometsh query acme/visoin 'Metric(\"loss\") < 1' | did you mean vision",
                "4 | $cometsh query acme/vision 'Metric(\"lsos\") < 1' | did you mean",
                "4 | $cometsh nofile.groovy | nofile.groovy",
                "5 | COMET_URL_OVERRIDE=http://127.0.0.1:1 COMET_HTTP_SESSION_RETRY_TOTAL=0 $cometsh -e 'api.getWorkspaces()' | can't reach",
                "6 | $cometsh -e 'throw new io.cometsh.client.PartialException(\"1 of 2 failed\")' | 1 of 2 failed",
                "124 | $cometsh -e 'watch(0.01, timeout: 0.05) { 1 } until { it > 1 }' | did not hold within",
                "127 | COMETSH_JAVA=/nowhere/java $cometsh --version | ",
                "141 | $cometsh -e 'while (true) println 1' > >(head -1 >&2); exit $? | 1",
            })
    void a_row_of_the_table(int exit, String line, String error) throws Exception {
        BuiltProgram program = BuiltProgram.in(folder).on(server.address(), KEY);
        Ended run = ended(line.contains("COMET_API_KEY= ") ? program.without("COMET_API_KEY") : program, line);
        assertThat(run.exit()).as(run.err()).isEqualTo(exit);
        assertThat(run.err()).contains(error == null ? "" : error);
    }

    @Test
    void signals_give_the_codes_of_a_shell() throws Exception {
        for (Map.Entry<String, Integer> signal : new LinkedHashMap<>(Map.of("INT", 130, "TERM", 143)).entrySet()) {
            Ended run = bash("set -m; $cometsh -e 'new File(\"up\").text = \"\"; sleep(60000)' & p=$!;"
                    + " until [ -e up ]; do sleep 0.05; done; rm up; kill -" + signal.getKey()
                    + " $p; wait $p; exit $?");
            assertThat(run.exit()).as(signal.getKey() + run.err()).isEqualTo(signal.getValue());
        }
    }
}
