package io.cometsh.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.support.Lacking;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** The official client of the protocol asks the built program. */
@Tag("launcher")
@Tag("python")
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class McpQuestionsIT {
    private static final Path PYTHON = Path.of("src/shell/test/python");

    @TempDir
    private Path home;

    private String run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(command.length > 2);
        if (command.length > 2) {
            builder.environment().put("HOME", home.toString());
            builder.environment().put("COMETSH_BUILD", "off");
        } else {
            builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        }
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        int exit = process.waitFor();
        return exit == 0 ? out.strip() : out + "exit " + exit;
    }

    @Test
    void twenty_questions_have_the_answers_that_are_found_another_way() throws Exception {
        String python =
                run("scripts/python-env", PYTHON.resolve("mcp_requirements.txt").toString());
        if (!python.startsWith("/")) {
            Lacking.tool("the Python package mcp could not be installed");
        }
        String report = run(python, PYTHON.resolve("mcp_questions.py").toString(), "bin/cometsh", "--local");
        List<String> lines = report.lines().toList();
        assertThat(lines).noneMatch(line -> line.startsWith("WRONG"));
        assertThat(lines.get(lines.size() - 1)).isEqualTo("22 of 22 answers are right");
    }
}
