package io.cometsh.lang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptTextTest {
    @TempDir
    private Path folder;

    @Test
    void a_byte_order_mark_is_not_part_of_a_script() throws Exception {
        Path script = Files.writeString(folder.resolve("a.groovy"), "\uFEFF'é'.size()");
        assertThat(ScriptText.read(script)).isEqualTo("'é'.size()");
        assertThat(new ScriptRunner(new ScriptContext(), ScriptCache.NONE).run(script, List.of()))
                .isEqualTo(1);
    }

    @Test
    void a_script_in_latin_1_names_the_file_the_line_and_what_to_do() throws Exception {
        Path script = Files.write(folder.resolve("a.groovy"), "1\n'é'\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> ScriptText.read(script))
                .isInstanceOf(FileSystemException.class)
                .hasMessage(
                        script + ": line 2 is not UTF-8: save the file as UTF-8, such as with iconv -f ISO-8859-1 -t"
                                + " UTF-8");
    }
}
