package io.cometsh.client.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.transport.CometException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that a server chose, as places for files; what leads outside is tested with the downloads. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TargetFolderTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "epoch:3/model*.bin, epoch%3A3/model%2A.bin",
                "what?.txt, what%3F.txt",
                "a<b>|\"c\", a%3Cb%3E%7C%22c%22",
                "con, %63on",
                "CON.txt, %43ON.txt",
                "sub/aux.tar.gz, sub/%61ux.tar.gz",
                "lpt1 .log, %6Cpt1 .log",
                "trailing., trailing%2E",
                "`blank `, blank%20",
                "con/x, %63on/x",
            })
    void what_windows_cannot_name_is_written_as_numbers_there(String name, String there) throws Exception {
        Path root = folder.toRealPath();
        assertThat(new TargetFolder(folder, true).place(name)).isEqualTo(root.resolve(there));
        assertThat(new TargetFolder(folder, false).check(name)).isEqualTo(root.resolve(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.bin", "console.log", "com.txt", "sub/é 日本.png", "100%.txt", ".hidden", "a.b.c"})
    void other_names_stay_as_they_are(String name) throws Exception {
        Path root = folder.toRealPath();
        assertThat(new TargetFolder(folder, true).place(name)).isEqualTo(root.resolve(name));
    }

    @Test
    void what_leads_outside_is_refused_there_too() {
        TargetFolder target = new TargetFolder(folder, true);
        for (String name : new String[] {"../x", "..", "C:x", "c:/x", "a\\..\\x", "/x", "a//b", ""}) {
            assertThatThrownBy(() -> target.place(name)).as(name).isInstanceOf(CometException.class);
        }
    }
}
