package io.cometsh.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.support.BuiltProgram;
import io.cometsh.support.BuiltProgram.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The built program where the surroundings are not what a program expects: it works, or names the next step in one
 * line.
 */
@Tag("launcher")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OddEnvironmentIT {
    private static final Map<String, String> NOT_INSTALLED = Map.of("LC_ALL", "xx_XX.UTF-8");

    @TempDir
    private Path folder;

    private Ended run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        return BuiltProgram.in(folder).with(environment).run(arguments);
    }

    @Test
    void a_locale_that_is_not_installed_changes_no_text_and_no_file_name() throws Exception {
        Files.writeString(folder.resolve("café.groovy"), "println 'é ' + args[0]; new File('naïve').text = 'ü'");
        assertThat(run(NOT_INSTALLED, "café.groovy", "日本")).isEqualTo(new Ended(0, "é 日本\n", ""));
        assertThat(folder.resolve("naïve")).hasContent("ü");
    }

    @Test
    void a_picture_on_a_system_without_fonts_is_refused_with_what_to_install() throws Exception {
        Path none = Files.writeString(folder.resolve("fonts.conf"), "<fontconfig></fontconfig>");
        for (String file : new String[] {"plot.png", "plot.svg"}) {
            Ended drawn = run(Map.of("FONTCONFIG_FILE", none.toString()), "-e", "plot([3, 2, 1])", "-o", file);
            assertThat(drawn.exit()).isEqualTo(2);
            assertThat(drawn.err())
                    .startsWith("cometsh: this Java cannot draw pictures (")
                    .endsWith("on Linux, install the packages fontconfig and fonts-dejavu-core\n");
            assertThat(folder.resolve(file)).doesNotExist();
        }
    }

    @Test
    void an_empty_TERM_does_no_harm() throws Exception {
        assertThat(run(Map.of("TERM", ""), "-e", "1 + 1")).isEqualTo(new Ended(0, "2\n", ""));
    }

    @Test
    void a_byte_order_mark_is_not_part_of_a_script_and_latin_1_is_refused() throws Exception {
        Files.writeString(folder.resolve("marked.groovy"), "\uFEFFprintln 'é'");
        assertThat(run(Map.of(), "marked.groovy")).isEqualTo(new Ended(0, "é\n", ""));
        Path latin = Files.write(folder.resolve("latin.groovy"), "println 'é'".getBytes(ISO_8859_1));
        assertThat(run(Map.of(), "latin.groovy"))
                .isEqualTo(new Ended(
                        1,
                        "",
                        "cometsh: " + latin.toRealPath() + ": line 1 is not UTF-8: save the file as UTF-8, such as with"
                                + " iconv -f ISO-8859-1 -t UTF-8\n"));
    }

    @Test
    void a_bundle_that_is_not_there_is_named() throws Exception {
        Ended run = run(
                Map.of("REQUESTS_CA_BUNDLE", "/nowhere.pem", "COMET_API_KEY", "k"),
                "--url",
                "https://localhost:1",
                "-e",
                "api.getWorkspaces()");
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("the CA bundle /nowhere.pem can't be used: it is not there\n");
    }

    @Test
    void a_file_of_the_working_folder_sends_no_key_to_its_server() throws Exception {
        Files.writeString(folder.resolve(".env"), "COMET_URL_OVERRIDE=http://127.0.0.1:1/clientlib/\n");
        Ended run = run(
                Map.of("COMET_API_KEY", "abcdefghSECRETKEY12345678", "HOME", "/nonexistent"),
                "-e",
                "api.getWorkspaces()");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .contains(".env sets COMET_URL_OVERRIDE to http://127.0.0.1:1/clientlib/", "--url", "--api-key-file")
                .doesNotContain("SECRETKEY");
    }
}
