package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The key file of the server: who is let in, and what is an error before anybody is. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KeyFileTest {
    @TempDir
    private Path home;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Path file(String text) throws IOException {
        Path file = Files.writeString(home.resolve("keys"), text);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        return file;
    }

    private Map<String, String> read(Path file) throws IOException {
        return KeyFile.read(file, new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void gives_each_key_its_user_and_workspaces() throws IOException {
        assertThat(read(file("# the team\n\nk1 ann\n  k2\tbob team  vision \nk3 eve *\n")))
                .containsExactly(Map.entry("k1", "ann"), Map.entry("k2", "bob team  vision"), Map.entry("k3", "eve *"));
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# nobody yet\n"})
    void the_server_does_not_start_with_a_file_without_keys(String text) throws IOException {
        CommandRun run =
                CommandRun.of(home, Map.of(), "server", "--keys", file(text).toString());
        assertThat(run.exitCode()).isNotZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("keys: the key file has no key; a line is \"KEY USER [WORKSPACE…]\"");
    }

    @Test
    void the_server_does_not_start_with_a_file_that_is_not_there() {
        CommandRun run = CommandRun.of(
                home, Map.of(), "server", "--keys", home.resolve("none").toString());
        assertThat(run.exitCode()).isNotZero();
        assertThat(run.err()).contains("none: there is no such key file; a line is \"KEY USER [WORKSPACE…]\"");
    }

    @Test
    void names_a_wrong_line_and_never_the_key() {
        assertThatThrownBy(() -> read(file("# x\nsecret\n")))
                .hasMessageContaining("keys:2: the user is missing")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> read(file("secret ann\nsecret bob\n")))
                .hasMessageContaining("keys:2: an earlier line has this key already")
                .hasMessageNotContaining("secret");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void warns_about_a_file_that_others_can_read() throws IOException {
        Path file = file("k ann\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        read(file);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("warning", "chmod 600 " + file);
    }
}
