package io.cometsh.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.lang.ScriptContext;
import io.cometsh.lang.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jline.reader.impl.history.DefaultHistory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditCommandTest {
    @TempDir
    private Path folder;

    private final Session session = Session.typed(new ScriptContext());
    private final List<String> ran = new ArrayList<>();
    private String written = "40 + 2\n";
    private int status;

    private String edit(String name) {
        ScriptFiles.Runner runner = (code, file) -> {
            ran.add(code);
            return String.valueOf(session.evaluate(code, file));
        };
        EditCommand command = new EditCommand(
                session,
                new DefaultHistory(),
                Map.of("EDITOR", "editor -w"),
                arguments -> {
                    assertThat(arguments).hasSize(3).startsWith("editor", "-w");
                    if (written != null) {
                        Files.writeString(Path.of(arguments.get(2)), written);
                    }
                    return status;
                },
                new ScriptFiles(runner),
                runner);
        return command.run(new CommandArguments(name, 80));
    }

    @Test
    void a_file_is_made_run_and_stays() throws IOException {
        Path file = folder.resolve("new one.groovy");
        assertThat(edit("\"" + file + "\"")).isEqualTo("42");
        assertThat(file).hasContent("40 + 2");
        written = null;
        assertThat(edit("'" + file + "'")).isEqualTo("not changed, so not run");
        assertThat(ran).hasSize(1);
    }

    @Test
    void a_definition_comes_before_a_file_and_an_unknown_name_is_an_error() {
        session.evaluate("def best(n) { n }", "");
        written = "def best(n) { n * 2 }\n";
        edit("best");
        assertThat(session.evaluate("best(3)", "")).isEqualTo(6);
        assertThatThrownBy(() -> edit("nobody")).hasMessageContaining("no method or class nobody");
    }

    @Test
    void nothing_runs_when_the_editor_fails() {
        status = 1;
        assertThatThrownBy(() -> edit(folder.resolve("x.groovy").toString()))
                .hasMessage("the editor ended with 1, so nothing was run");
        assertThat(ran).isEmpty();
    }
}
