package io.cometsh.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key from a command's output: {@code COMET_API_KEY_COMMAND="pass show comet"}. */
class KeyCommandTest {
    private static final String KEY = "abcdefghSECRETKEY12345678";

    private final Map<String, String> environment = new HashMap<>(System.getenv());
    private final List<String> asked = new ArrayList<>();

    @TempDir
    Path folder;

    private Path work;
    private Path home;

    @BeforeEach
    void folders() throws IOException {
        environment.keySet().removeIf(name -> name.startsWith("COMET"));
        work = Files.createDirectories(folder.resolve("work"));
        home = Files.createDirectories(folder.resolve("my home"));
    }

    private Settings read() {
        return SettingsReader.read(Arguments.none(), environment, work, home);
    }

    /** Settings whose command is not run but noted. */
    private Settings watched(String key) {
        return SettingsReader.read(Arguments.none(), environment, work, home, (command, origin) -> {
            asked.add(command);
            return key;
        });
    }

    @Test
    void the_first_line_that_is_not_blank_is_the_key() {
        environment.put("COMET_API_KEY_COMMAND", "echo; echo '  " + KEY + "  '; echo something else");
        assertThat(read().requireKey()).isEqualTo(KEY);
        assertThat(read().origin(Setting.API_KEY))
                .hasToString("the command of environment variable COMET_API_KEY_COMMAND");
    }

    @Test
    void the_command_is_run_in_the_working_folder_with_the_environment() throws IOException {
        Files.writeString(work.resolve("key.txt"), KEY);
        environment.put("WHERE", "key.txt");
        environment.put("COMET_API_KEY_COMMAND", "cat \"$WHERE\"");
        assertThat(read().requireKey()).isEqualTo(KEY);
    }

    @Test
    void the_command_gets_nothing_of_standard_input() {
        environment.put("COMET_API_KEY_COMMAND", "cat; echo " + KEY);
        assertThat(read().requireKey()).isEqualTo(KEY);
    }

    @Test
    void a_command_is_asked_once_and_only_when_the_key_is_needed() {
        environment.put("COMET_API_KEY_COMMAND", "vault");
        environment.put("COMET_URL_OVERRIDE", "https://comet.acme.org/clientlib/");
        Settings settings = watched(KEY);
        assertThat(settings.hasKey()).isTrue();
        assertThat(settings.isKeyIn(KEY)).isFalse();
        assertThat(settings.warnings()).isEmpty();
        assertThat(settings.rows())
                .contains(new Settings.SettingRow(
                        "COMET_API_KEY", "<hidden>", "the command of environment variable COMET_API_KEY_COMMAND"));
        assertThat(asked).isEmpty();
        settings.requireKey();
        settings.requireKey();
        assertThat(asked).containsExactly("vault");
        assertThat(settings.isKeyIn("a line with " + KEY + " in it")).isTrue();
        assertThat(settings).asString().doesNotContain(KEY);
    }

    @Test
    void a_key_given_directly_wins_over_the_command() {
        environment.put("COMET_API_KEY", KEY);
        environment.put("COMET_API_KEY_COMMAND", "vault");
        assertThat(watched("other").requireKey()).isEqualTo(KEY);
        assertThat(asked).isEmpty();
    }

    @Test
    void a_command_in_the_environment_wins_over_a_key_in_a_file() throws IOException {
        Files.writeString(home.resolve(".comet.config"), "[comet]\napi_key = other\n");
        environment.put("COMET_API_KEY_COMMAND", "vault");
        assertThat(watched(KEY).requireKey()).isEqualTo(KEY);
    }

    @Test
    void the_file_of_the_home_folder_may_name_a_command() throws IOException {
        Files.writeString(home.resolve(".comet.config"), "[comet]\napi_key_command = vault read comet\n");
        assertThat(watched(KEY).requireKey()).isEqualTo(KEY);
        assertThat(asked).containsExactly("vault read comet");
    }

    @Test
    void a_file_in_the_working_folder_runs_nothing_and_a_notice_reports_it() throws IOException {
        Files.writeString(work.resolve(".comet.config"), "[comet]\napi_key_command = rm -rf everything\n");
        Files.writeString(work.resolve(".env"), "COMET_API_KEY_COMMAND=rm -rf everything\n");
        Settings settings = watched(KEY);
        assertThat(settings.hasKey()).isFalse();
        assertThat(settings.warnings())
                .hasSize(2)
                .allMatch(warning -> warning.contains("COMET_API_KEY_COMMAND is not run"));
        assertThat(catchThrowable(settings::requireKey)).isInstanceOf(MissingKeyException.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void a_smart_key_of_a_command_names_its_server() {
        String smart = KEY + "*"
                + Base64.getEncoder()
                        .encodeToString("{\"baseUrl\":\"https://comet.acme.org/\"}".getBytes(StandardCharsets.UTF_8));
        environment.put("COMET_API_KEY_COMMAND", "vault");
        assertThat(watched(smart).serverRoot()).isEqualTo(URI.create("https://comet.acme.org"));
    }

    @Test
    void the_error_for_a_failed_command_leaves_out_its_output() {
        environment.put("COMET_API_KEY_COMMAND", "echo " + KEY + "; exit 3");
        assertThat(catchThrowable(() -> read().requireKey()))
                .isInstanceOf(MissingKeyException.class)
                .hasMessageStartingWith(
                        "the command of environment variable COMET_API_KEY_COMMAND, which is to print the"
                                + " API key, ended with exit code 3\n")
                .hasMessageNotContaining(KEY);
    }

    @Test
    void a_command_that_prints_nothing_is_an_error() {
        environment.put("COMET_API_KEY_COMMAND", "true");
        assertThat(catchThrowable(() -> read().requireKey())).hasMessageContaining("printed nothing");
    }

    @Test
    void the_error_for_output_that_is_not_a_key_leaves_it_out() {
        environment.put("COMET_API_KEY_COMMAND", "echo not a key");
        assertThat(catchThrowable(() -> read().requireKey()))
                .hasMessageStartingWith(
                        "the API key from the command of environment variable COMET_API_KEY_COMMAND holds a blank")
                .hasMessageNotContaining("not a key");
    }

    @Test
    void a_file_with_the_key_that_others_may_read_is_advised_against() throws IOException {
        Path file = home.resolve(".comet.config");
        Files.writeString(file, "[comet]\napi_key = " + KEY + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(read().advice())
                .containsExactly(file + " holds the API key, and others may read it: chmod 600 " + file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(read().advice()).isEmpty();
    }
}
