package io.cometsh.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What of the launcher for Windows can be seen without Windows; {@code scripts/try-windows} runs it in wine. */
@Tag("launcher")
@DisplayNameGeneration(ReplaceUnderscores.class)
class WindowsLauncherTest {
    private final String text = read("bin/cometsh.cmd");
    private final List<String> lines = text.lines().toList();
    private final String posix = read("bin/cometsh");

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
            found.add(matcher.group());
        }
        return found;
    }

    @Test
    void its_lines_end_as_cmd_needs_them_to_find_a_label_and_it_is_ascii() {
        assertThat(text.replace("\r\n", "")).doesNotContain("\n", "\r");
        assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(text)).isTrue();
    }

    @Test
    void the_arguments_are_written_once_and_in_no_command() {
        assertThat(lines.stream().filter(line -> line.contains("%*"))).containsExactly("set COMETSH_ARGUMENTS=%*");
        assertThat(text).doesNotContain("%COMETSH_ARGUMENTS%");
    }

    @Test
    void a_caller_that_has_put_the_arguments_into_the_variable_gives_none() {
        int kept = lines.indexOf("if \"%COMETSH_ARGUMENTS_FROM%\"==\"environment\" goto arguments");
        assertThat(lines.subList(kept, kept + 4))
                .containsExactly(
                        lines.get(kept),
                        "set COMETSH_ARGUMENTS=%*",
                        ":arguments",
                        "set \"COMETSH_ARGUMENTS_FROM=\""); // or a cometsh that the program starts would take these
    }

    @Test
    void an_exclamation_mark_is_only_special_where_the_first_words_are_looked_at() {
        int on = lines.indexOf("setlocal EnableDelayedExpansion");
        int off = on;
        while (!lines.get(off).startsWith("endlocal")) {
            off++;
        }
        assertThat(lines.get(0)).isEqualTo("@echo off");
        assertThat(lines).contains("setlocal EnableExtensions DisableDelayedExpansion");
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("rem ")) {
                continue;
            }
            if (i < on || i > off) {
                assertThat(lines.get(i)).as("line %d", i + 1).doesNotContain("!");
            } else {
                assertThat(lines.get(i)).as("line %d", i + 1).doesNotContain("%cometsh_", "%JAVA", "%LOCALAPPDATA");
            }
        }
    }

    @Test
    void paths_are_in_quotes_wherever_they_are_used() {
        Pattern path = Pattern.compile("%(cometsh_java|cometsh_jar|cometsh_base|cometsh_home|cometsh_release"
                + "|JAVA_HOME|LOCALAPPDATA|~dp[0j])");
        for (String line : lines) {
            Matcher matcher = path.matcher(line);
            while (matcher.find()) {
                long quotes = line.substring(0, matcher.start())
                        .chars()
                        .filter(c -> c == '"')
                        .count();
                assertThat(quotes % 2).as(line).isEqualTo(1);
            }
        }
    }

    @Test
    void every_label_that_is_gone_to_is_there() {
        Set<String> labels = new TreeSet<>(found(Pattern.compile("(?m)^:[a-z_]+"), text));
        Set<String> wanted = found(Pattern.compile("(?<=goto |call :)[a-z_]+"), text);
        assertThat(labels)
                .containsExactlyInAnyOrderElementsOf(
                        wanted.stream().map(label -> ":" + label).toList());
    }

    @Test
    void it_takes_the_same_variables_and_java_and_short_commands_as_the_other_one() {
        Pattern variable = Pattern.compile("COMETSH_(JAVA_OPTS|JAVA|CDS)\\b");
        assertThat(found(variable, text)).isEqualTo(found(variable, posix));
        for (String flag :
                List.of("-XX:+UseSerialGC", "-Xlog:disable", "-Dfile.encoding=UTF-8", "-XX:TieredStopAtLevel=1")) {
            assertThat(text).contains(flag);
            assertThat(posix).contains(flag);
        }
        assertThat(text).contains("GEQ 17", "exit /b 127");
        Matcher here = Pattern.compile("for %%w in \\((.*)\\) do").matcher(text);
        Matcher there = Pattern.compile("\n    (-e \\|.*)\\)\n").matcher(posix);
        assertThat(here.find() && there.find()).isTrue();
        assertThat(here.group(1).split(" "))
                .containsExactlyInAnyOrder(Arrays.stream(there.group(1).split("\\|"))
                        .map(String::strip)
                        .toArray(String[]::new));
    }

    @Test
    void its_last_word_is_the_program_s_exit_code() {
        assertThat(lines.get(lines.size() - 1)).isEqualTo("exit /b %ERRORLEVEL%");
        assertThat(lines.get(lines.size() - 2)).endsWith("-jar \"%cometsh_jar%\"");
    }
}
