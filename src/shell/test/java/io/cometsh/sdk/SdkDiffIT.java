package io.cometsh.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.support.BuiltProgram;
import io.cometsh.support.BuiltProgram.Ended;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cometsh diff} of two runs of the official SDK, beside differences computed in Python from what its client reads. */
@Tag("launcher")
@Tag("python")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SdkDiffIT {
    /** What a logger writes automatically into these sections is not in the Python script. */
    private static final Set<String> SECTIONS = Set.of("parameters", "metrics", "tags", "others", "assets");

    @Test
    void diff_finds_what_python_finds(@TempDir Path folder) throws Exception {
        try (CometServer server = CometServer.start(ServerOptions.inMemory())) {
            JsonNode python = new PythonScript(server.address(), folder).run("diff.py");
            JsonNode ours = diff(
                    server,
                    folder,
                    python.get("keys").get(0).asText(),
                    python.get("keys").get(1).asText());
            assertThat(rows(ours)).containsExactlyInAnyOrderElementsOf(rows(python.get("rows")));
            List<String> code = new ArrayList<>();
            ours.forEach(row -> {
                if (row.get("section").asText().equals("code")) {
                    code.add(row.get("diff").asText());
                }
            });
            assertThat(code).containsExactly(python.get("code").asText());
        }
    }

    private static JsonNode diff(CometServer server, Path folder, String left, String right) throws Exception {
        Ended ended =
                BuiltProgram.in(folder).on(server.address(), "sdk-test-key").run("diff", left, right, "-f", "json");
        assertThat(ended.exit()).as(ended.err()).isEqualTo(1);
        return new JsonMapper().readTree(ended.out());
    }

    /** Section, name, both values, and the difference without zeros at its end. */
    private static List<List<String>> rows(JsonNode rows) {
        List<List<String>> texts = new ArrayList<>();
        rows.forEach(row -> {
            if (SECTIONS.contains(row.get("section").asText())) {
                JsonNode difference = row.path("difference");
                texts.add(List.of(
                        row.get("section").asText(),
                        row.get("name").asText(),
                        row.get("left").asText(),
                        row.get("right").asText(),
                        difference.isMissingNode() || difference.isNull()
                                ? ""
                                : new BigDecimal(difference.asText())
                                        .stripTrailingZeros()
                                        .toPlainString()));
            }
        });
        return texts;
    }
}
