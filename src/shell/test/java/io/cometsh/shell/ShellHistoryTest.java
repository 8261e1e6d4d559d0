package io.cometsh.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellHistoryTest {
    @TempDir
    private Path folder;

    private ShellHistory open() {
        return open(folder.resolve("a").resolve("history"));
    }

    private static ShellHistory open(Path file) {
        ShellHistory history = new ShellHistory(file, new SecretLines(text -> text.contains("K3Y")));
        history.load();
        return history;
    }

    private static List<String> lines(ShellHistory history) {
        List<String> lines = new ArrayList<>();
        history.forEach(entry -> lines.add(entry.line()));
        return lines;
    }

    @Test
    void keeps_lines_for_the_next_session_with_their_line_ends_and_backslashes() {
        ShellHistory first = open();
        first.add("1 + 1");
        first.add("def f() {\n  'a\\nb'\n}");
        assertThat(lines(open())).containsExactly("1 + 1", "def f() {\n  'a\\nb'\n}");
    }

    @Test
    void keeps_each_line_once_at_its_latest_place() {
        ShellHistory history = open();
        List.of("a", "b", "a", "a").forEach(history::add);
        assertThat(lines(history)).containsExactly("b", "a");
        assertThat(history.iterator(0).next().index()).isZero();
        assertThat(lines(open())).containsExactly("b", "a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "println 'K3Y'",
                "api_key = 'x'",
                "apiKey: 'x'",
                "login(api_key='x')",
                "setApiKey('x')",
                "COMET_API_KEY=x",
                "config[\"api_key\"] = 'x'",
                "password = \"x\"",
                "System.setProperty(\"COMET_API_KEY\", \"x\")",
                "headers = [Authorization: \"Bearer abcdef0123456789\"]",
                "headers[\"Authorization\"] = \"Basic Ym9iOnB3\"",
                "new URL(\"https://bob:pw@host/x\").text",
                "token = \"abcdefgh\"",
                " println 'begins with a blank'",
                "\tprintln 'begins with a tab'",
            })
    void keeps_no_secret(String line) throws IOException {
        ShellHistory history = open();
        history.add(line);
        assertThat(lines(history)).isEmpty();
        assertThat(Files.readString(folder.resolve("a").resolve("history"))).isEmpty();
    }

    /** Put together here, so that no scanner takes this file for a leak. */
    static Stream<String> tokens() {
        String letters = "aB3dE6gH9jK2mN5pQ8rS1tU4vW7xY0zA3bC6dE9f";
        return Stream.of(
                "ghp" + "_" + letters.substring(0, 36),
                "glpat" + "-" + letters.substring(0, 20),
                "AKIA" + "Z7VRSQ5TJN2XMPLQ",
                "xoxb" + "-123456789012-1234567890123-" + letters.substring(0, 24),
                "hf" + "_" + "aBcDeFgHiJkLmNoPqRsTuVwXyZaBcDeFgH",
                "sk_live" + "_" + letters.substring(0, 24),
                "-----BEGIN RSA PRIVATE" + " KEY-----\n" + letters.repeat(4) + "\n-----END RSA PRIVATE" + " KEY-----");
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void keeps_no_token_of_a_known_form(String token) {
        ShellHistory history = open();
        history.add("connect('" + token + "')");
        assertThat(lines(history)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api.getWorkspaces()",
                "key = 'x'",
                "apiKeyCount",
                "Metric('token') > 1",
                "table('tokens_per_second', 'learning_rate')",
                "api.getExperimentByKey('eac97e00a553f32f33057ae063bd2d70')",
                "experimentKey = 'eac97e00a553f32f33057ae063bd2d70'",
                "'https://www.comet.com:443/api'.toURL().text",
            })
    void keeps_what_only_resembles_one(String line) {
        ShellHistory history = open();
        history.add(line);
        assertThat(lines(history)).containsExactly(line);
    }

    @Test
    void only_the_owner_can_read_the_file() throws IOException {
        open().add("a");
        Path file = folder.resolve("a").resolve("history");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        open();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void a_file_that_cannot_be_written_costs_only_the_history() throws IOException {
        Path notAFolder = Files.writeString(folder.resolve("file"), "");
        ShellHistory history = open(notAFolder.resolve("history"));
        assertThatCode(() -> history.add("a")).doesNotThrowAnyException();
        assertThat(lines(history)).containsExactly("a");
        assertThatCode(() -> open(folder).add("a")).doesNotThrowAnyException();
        assertThat(lines(open(null))).isEmpty();
    }

    @Test
    void damaged_bytes_cost_their_own_line_only() throws IOException {
        Path file = folder.resolve("history");
        Files.write(file, new byte[] {'a', '\n', (byte) 0xff, '\\', '\n', 'b', '\n'});
        assertThat(lines(open(file))).contains("a", "b");
    }

    @Test
    void two_sessions_share_the_file() {
        ShellHistory one = open();
        ShellHistory other = open();
        one.add("a");
        other.add("b");
        assertThat(lines(open())).containsExactly("a", "b");
    }

    @Test
    void the_file_does_not_grow_without_bound() throws IOException {
        Path file = folder.resolve("history");
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 3 * ShellHistory.KEPT; i++) {
            many.append("line ").append(i).append('\n');
        }
        Files.write(file, many.toString().getBytes(UTF_8));
        assertThat(lines(open(file))).hasSize(ShellHistory.KEPT).endsWith("line 5999");
        assertThat(Files.readAllLines(file)).hasSize(ShellHistory.KEPT);
    }

    @Test
    void goes_up_and_down() {
        ShellHistory history = open();
        history.add("a");
        history.add("b");
        assertThat(history.previous()).isTrue();
        assertThat(history.current()).isEqualTo("b");
        assertThat(history.previous()).isTrue();
        assertThat(history.current()).isEqualTo("a");
        assertThat(history.previous()).isFalse();
        assertThat(history.next()).isTrue();
        assertThat(history.current()).isEqualTo("b");
        assertThat(history.next()).isFalse();
        assertThat(history.current()).isEmpty();
    }

    @Test
    void is_stored_where_the_desktop_rules_require() {
        Path home = Path.of("/home/ann");
        assertThat(ShellOptions.defaultHistoryFile(Map.of(), home))
                .isEqualTo(Path.of("/home/ann/.local/state/cometsh/history"));
        assertThat(ShellOptions.defaultHistoryFile(Map.of("XDG_STATE_HOME", "/s"), home))
                .isEqualTo(Path.of("/s/cometsh/history"));
        assertThat(ShellOptions.defaultHistoryFile(Map.of("XDG_STATE_HOME", "relative"), home))
                .isEqualTo(Path.of("/home/ann/.local/state/cometsh/history"));
        assertThat(ShellOptions.defaultHistoryFile(Map.of(), null)).isNull();
    }
}
