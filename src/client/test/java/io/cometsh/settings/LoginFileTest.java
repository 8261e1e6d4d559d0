package io.cometsh.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginFileTest {
    private static final String KEY = "abcdefghSECRETKEY12345678";

    @TempDir
    Path home;

    private Path store(String key) {
        return LoginFile.store(key, Map.of(), home, home);
    }

    @Test
    void makes_the_file_for_its_owner_alone() throws IOException {
        Path file = store(" " + KEY + "\n");
        assertThat(file).isEqualTo(home.resolve(".comet.config")).hasContent("[comet]\napi_key = " + KEY + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.list(home)).hasSize(1);
        assertThat(SettingsReader.read(Arguments.none(), Map.of(), home, home).requireKey())
                .isEqualTo(KEY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[comet]\\nworkspace=w\\napi_key=OLD\\n | [comet]\\nworkspace=w\\napi_key= <key>\\n",
                "# mine\\n[Comet]\\nworkspace=w\\n | # mine\\n[Comet]\\napi_key = <key>\\nworkspace=w\\n",
                "[other]\\napi_key=x\\n | [other]\\napi_key=x\\n[comet]\\napi_key = <key>\\n",
                "COMET_API_KEY=OLD\\n[comet]\\napi_key=OLDER | COMET_API_KEY= <key>\\n[comet]\\n",
                "[comet]\\n[[api]]\\nkey=OLD\\n[[timeout]]\\napi=3\\n | [comet]\\n[[api]]\\nkey= <key>\\n[[timeout]]\\napi=3\\n",
            })
    void keeps_everything_else(String before, String after) throws IOException {
        Files.writeString(home.resolve(".comet.config"), before.replace("\\n", "\n"));
        String expected = after.replace("\\n", "\n").replace("<key>", KEY);
        assertThat(store(KEY)).hasContent(expected);
        assertThat(SettingsReader.read(Arguments.none(), Map.of(), home, home).requireKey())
                .isEqualTo(KEY);
    }

    @Test
    void follows_comet_config_and_links() throws IOException {
        Path real = Files.writeString(home.resolve("real.ini"), "[comet]\n");
        Path link = Files.createSymbolicLink(home.resolve("link.ini"), real);
        assertThat(LoginFile.store(KEY, Map.of("COMET_CONFIG", "link.ini"), home, home))
                .isEqualTo(link);
        assertThat(link).isSymbolicLink();
        assertThat(real).hasContent("[comet]\napi_key = " + KEY + "\n");
    }

    @Test
    void leaves_a_broken_file_alone() throws IOException {
        Path file = Files.writeString(home.resolve(".comet.config"), "[comet\n");
        assertThat(catchThrowable(() -> store(KEY)))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(file + ", line 1: ");
        assertThat(file).hasContent("[comet\n");
    }

    @Test
    void refuses_what_is_not_a_key_or_cannot_be_stored_in_the_file() {
        assertThat(catchThrowable(() -> store("two words"))).hasMessageStartingWith("the API key holds a blank");
        assertThat(catchThrowable(() -> store("abc#def"))).hasMessageContaining("not possible in");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void needs_a_home_or_comet_config() {
        assertThat(catchThrowable(() -> LoginFile.store(KEY, Map.of(), home, null)))
                .hasMessageContaining("set COMET_CONFIG");
    }
}
