package io.cometsh.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.launcher.Launch.Result;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where it is called from and how, and what of the call reaches the program. */
@Tag("launcher")
@DisplayNameGeneration(ReplaceUnderscores.class)
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class PlacesIT {
    private static final Result GREETING = new Result(0, "one, library one, [a b]\n", "");

    @TempDir
    Path folder;

    private Installation installation;
    private Launch launch;

    @BeforeEach
    void install() throws Exception {
        installation = Installation.distribution(folder.resolve("an installation, its name \"odd\" $HOME *"), "one");
        launch = Launch.of(installation.program(), Files.createDirectory(folder.resolve("a home")))
                .with("COMETSH_CDS", "off");
    }

    @Test
    void runs_from_a_folder_with_an_odd_name() throws Exception {
        assertThat(launch.run("a b")).isEqualTo(GREETING);
    }

    @Test
    void a_locale_that_is_not_installed_loses_no_letter() throws Exception {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            Launch here = launch.without("LC_ALL").with(name, "xx_XX.UTF-8");
            assertThat(here.run("é 日本").out()).as(name).isEqualTo("one, library one, [é 日本]\n");
        }
    }

    @Test
    void runs_through_links_relative_absolute_and_chained() throws Exception {
        Path bin = Files.createDirectories(folder.resolve("some where/bin"));
        Path relative = Files.createSymbolicLink(bin.resolve("relative"), bin.relativize(installation.program()));
        Path absolute = Files.createSymbolicLink(bin.resolve("absolute"), installation.program());
        Path chained = Files.createSymbolicLink(folder.resolve("chained"), Path.of("some where/bin/relative"));
        for (Path link : new Path[] {relative, absolute, chained}) {
            assertThat(launch.through(link).run("a b")).as("%s", link).isEqualTo(GREETING);
        }
    }

    @Test
    void runs_through_a_linked_folder() throws Exception {
        Path linked = Files.createSymbolicLink(folder.resolve("linked"), installation.root());
        assertThat(launch.through(linked.resolve("bin/cometsh")).run("a b")).isEqualTo(GREETING);
    }

    @Test
    void runs_by_its_name_from_the_path_and_by_a_relative_one() throws Exception {
        Path bin = installation.program().getParent();
        Path plain = Files.createSymbolicLink(folder.resolve("bin"), bin);
        String path = plain + ":/usr/bin:/bin";
        Launch byShell = launch.through(Path.of("/bin/sh")).with("PATH", path);
        assertThat(byShell.run("-c", "cometsh 'a b'")).isEqualTo(GREETING);
        assertThat(byShell.in(bin).run("-c", "./cometsh 'a b'")).isEqualTo(GREETING);
        assertThat(byShell.in(bin).run("-c", "sh cometsh 'a b'")).isEqualTo(GREETING);
        assertThat(byShell.in(bin).with("CDPATH", "..:/tmp").run("-c", "../bin/cometsh 'a b'"))
                .isEqualTo(GREETING);
    }

    @Test
    void leaves_the_program_in_the_caller_s_folder() throws Exception {
        Path work = Files.createDirectory(folder.resolve("work here")).toRealPath();
        assertThat(launch.in(work).run("folder").out()).isEqualTo(work + "\n");
    }

    @Test
    void writes_nothing_into_its_own_folder() throws Exception {
        String before = listing();
        assertThat(launch.without("COMETSH_CDS").run("a b")).isEqualTo(GREETING);
        assertThat(listing()).isEqualTo(before);
    }

    private String listing() throws Exception {
        try (Stream<Path> files = Files.walk(installation.root())) {
            StringBuilder text = new StringBuilder();
            for (Path file : files.sorted().toList()) {
                text.append(file)
                        .append(' ')
                        .append(Files.getLastModifiedTime(file))
                        .append('\n');
            }
            return text.toString();
        }
    }

    @Test
    void needs_no_home() throws Exception {
        assertThat(launch.without("COMETSH_CDS").without("HOME").run("a b")).isEqualTo(GREETING);
    }

    @Test
    void needs_no_home_that_can_be_written_to() throws Exception {
        Path file = Files.createFile(folder.resolve("a file"));
        assertThat(launch.without("COMETSH_CDS").with("HOME", file).run("a b")).isEqualTo(GREETING);
        assertThat(launch.without("COMETSH_CDS").with("HOME", "/proc").run("a b"))
                .isEqualTo(GREETING);
        assertThat(launch.without("COMETSH_CDS").with("XDG_CACHE_HOME", file).run("a b"))
                .isEqualTo(GREETING);
    }

    @Test
    void hands_every_argument_on_as_it_is() throws Exception {
        Result result = launch.run("a b", "", "*", "'", "\"", "$HOME", "\\", "line\nbreak", "-e", "é漢");
        assertThat(result.out()).isEqualTo("one, library one, [a b||*|'|\"|$HOME|\\|line\nbreak|-e|é漢]\n");
    }

    @Test
    void reads_arguments_as_utf8_in_the_C_locale_too() throws Exception {
        assertThat(launch.with("LC_ALL", "C").run("é").out()).isEqualTo("one, library one, [é]\n");
        assertThat(launch.without("LC_ALL").run("é").out()).isEqualTo("one, library one, [é]\n");
        assertThat(launch.without("LC_ALL").with("LANG", "POSIX").run("é").out())
                .isEqualTo("one, library one, [é]\n");
    }

    @Test
    void hands_stdin_on() throws Exception {
        assertThat(launch.typing("println 1\n").run("stdin").out()).isEqualTo("println 1\n");
    }

    @Test
    void ends_with_the_program_s_exit_code() throws Exception {
        assertThat(launch.run("exit", "6").exit()).isEqualTo(6);
        assertThat(launch.run("exit", "0").exit()).isZero();
    }

    @Test
    void becomes_the_program_so_that_signals_reach_it() throws Exception {
        Process process = launch.start("pid");
        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).isEqualTo(process.pid() + "\n");
    }

    @Test
    void ends_with_143_when_terminated_and_130_when_interrupted() throws Exception {
        assertThat(exitAfter("TERM")).isEqualTo(143);
        assertThat(exitAfter("INT")).isEqualTo(130);
    }

    private int exitAfter(String signal) throws Exception {
        Process process = launch.start("sleep");
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            assertThat(out.readLine()).isEqualTo("ready");
            Launch.signal(signal, process);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void puts_COMETSH_JAVA_OPTS_last_and_splits_them_at_blanks() throws Exception {
        String flags = launch.with("COMETSH_JAVA_OPTS", " -Da=*  -XX:TieredStopAtLevel=3")
                .run("flags")
                .out();
        assertThat(flags).endsWith(" -Da=* -XX:TieredStopAtLevel=3\n");
        assertThat(launch.run("flags").out()).doesNotContain("-Da");
    }

    /** Java refuses two collectors, a first heap larger than the largest one, and two archives. */
    @ParameterizedTest
    @MethodSource("io.cometsh.launcher.Jdk#all")
    void the_options_of_the_user_override_the_launchers(Jdk jdk) throws Exception {
        Launch flags = launch.with(jdk).with("PROBE", "flags");
        for (String[] option : new String[][] {
            {"COMETSH_JAVA_OPTS", "-XX:+UseG1GC", "UseSerialGC"},
            {"JAVA_TOOL_OPTIONS", "-XX:+UseParallelGC", "UseSerialGC"},
            {"JDK_JAVA_OPTIONS", "-XX:+UseG1GC", "UseSerialGC"},
            {"COMETSH_JAVA_OPTS", "-Xmx8m", "-Xms"},
            {"COMETSH_JAVA_OPTS", "-XX:TieredStopAtLevel=4", "TieredStopAtLevel=1"},
            {"JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=4", "TieredStopAtLevel=1"},
            {"JDK_JAVA_OPTIONS", "-Xint", "TieredStopAtLevel=1"},
            {"JAVA_TOOL_OPTIONS", "-XX:+UsePerfData", "-XX:-UsePerfData"},
            {"COMETSH_JAVA_OPTS", "-Xshare:off", "SharedArchiveFile"}
        }) {
            Result result = flags.with(option[0], option[1]).run("-e", "1");
            assertThat(result.exit())
                    .as("%s=%s: %s", option[0], option[1], result.err())
                    .isZero();
            assertThat(result.out()).contains(option[1]).doesNotContain(option[2]);
        }
        assertThat(flags.run("-e", "1").out()).contains("UseSerialGC", "TieredStopAtLevel=1", "-XX:-UsePerfData");
    }

    /** A heap of the user overrides the one that the shell starts with; an option with a similar name does not. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void the_shell_starts_with_a_small_heap_unless_the_user_sets_one() throws Exception {
        for (String heap : List.of("-Xmx64m", "-XX:MaxRAMPercentage=10", "-XX:MaxHeapSize=64m", "-XX:MaxRAM=1g")) {
            assertThat(flagsOfTheShell(heap)).contains(heap).doesNotContain("-Xms8m");
        }
        for (String other : List.of("", "-XX:MaxHeapFreeRatio=40", "-Da=HeapRAM")) {
            assertThat(flagsOfTheShell(other)).contains(other, "-Xms8m");
        }
    }

    @Test
    void starts_short_commands_with_the_first_compiler_alone() throws Exception {
        Launch flags = launch.with("PROBE", "flags");
        String[][] calls = {
            {"-e", "1"}, {"--local", "-f", "csv", "-e", "1"}, {"--version"}, {"--help"}, {"completion", "bash"}
        };
        for (String[] call : calls) {
            assertThat(flags.run(call).out()).as(call[0]).contains("-XX:TieredStopAtLevel=1");
        }
    }

    @Test
    void leaves_the_second_compiler_to_what_may_run_long() throws Exception {
        Launch flags = launch.with("PROBE", "flags");
        for (String[] call :
                new String[][] {{}, {"run.groovy", "-e"}, {"server"}, {"--local", "--", "-e"}, {"-", "-e"}}) {
            assertThat(flags.run(call).out())
                    .as(String.join(" ", call))
                    .contains("-XX:Tier4InvocationThreshold=")
                    .doesNotContain("TieredStopAtLevel");
        }
    }

    /** Java refuses an option that it does not know, and prints the commands for its compilers when nothing forbids it. */
    @ParameterizedTest
    @MethodSource("io.cometsh.launcher.Jdk#all")
    void leaves_the_second_compiler_to_sums_and_ciphers_in_an_export(Jdk jdk) throws Exception {
        Launch flags = launch.with(jdk).with("PROBE", "flags");
        Result result = flags.run("--url", "http://127.0.0.1", "export", "a/b");
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out().strip())
                .contains("-XX:CompileCommand=dontinline,com.sun.crypto.provider.GHASH::update")
                .doesNotContain("\n", "TieredStopAtLevel");
        assertThat(flags.with("COMETSH_JAVA_OPTS", "-XX:TieredStopAtLevel=1")
                        .run("export", "a/b")
                        .out())
                .doesNotContain("CompileCommand");
    }

    private String flagsOfTheShell(String options) throws Exception {
        return launch.through(Path.of("/usr/bin/script"))
                .with("PROBE", "flags")
                .with("COMETSH_JAVA_OPTS", options)
                .with("LAUNCHER", installation.program())
                .run("-qec", "\"$LAUNCHER\"", "/dev/null")
                .out();
    }

    @Test
    void reports_where_it_looked_for_the_jar() throws Exception {
        Files.delete(installation.jar());
        assertThat(launch.run())
                .isEqualTo(new Result(127, "", "cometsh: no cometsh-VERSION.jar in " + installation.jars() + "\n"));
    }

    @Test
    void takes_neither_a_jar_of_sources_nor_an_older_version() throws Exception {
        Files.writeString(installation.jars().resolve("cometsh-9.0-sources.jar"), "no program");
        Path older = Files.writeString(installation.jars().resolve("cometsh-0.9.jar"), "broken");
        Files.setLastModifiedTime(older, java.nio.file.attribute.FileTime.fromMillis(0));
        assertThat(launch.run("a b")).isEqualTo(GREETING);
    }
}
