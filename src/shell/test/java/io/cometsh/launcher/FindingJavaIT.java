package io.cometsh.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.launcher.Launch.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("launcher")
@DisplayNameGeneration(ReplaceUnderscores.class)
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class FindingJavaIT {
    @TempDir
    Path folder;

    private Path tools;
    private Launch launch;

    @BeforeEach
    void install() throws Exception {
        tools = Tools.withoutJava(folder.resolve("tools"));
        launch = Launch.of(
                        Installation.distribution(folder.resolve("cometsh"), "one")
                                .program(),
                        folder)
                .with("PATH", tools)
                .with("COMETSH_CDS", "off")
                .without("JAVA_HOME");
    }

    private Path javaHome(String name, String version) throws Exception {
        return Tools.javaHome(folder.resolve(name), version, "echo '" + name + "'\n");
    }

    @ParameterizedTest
    @MethodSource("io.cometsh.launcher.Jdk#all")
    void runs_on_every_java_of_this_machine(Jdk jdk) throws Exception {
        Result result = launch.with(jdk).run("a");
        assertThat(result).isEqualTo(new Result(0, "one, library one, [a]\n", ""));
    }

    @Test
    void takes_the_java_on_the_path() throws Exception {
        Files.createSymbolicLink(tools.resolve("java"), Jdk.current().program());
        assertThat(launch.run("a").out()).isEqualTo("one, library one, [a]\n");
    }

    @Test
    void prefers_JAVA_HOME_to_the_path() throws Exception {
        Files.createSymbolicLink(
                tools.resolve("java"), javaHome("path java", "17.0.1").resolve("bin/java"));
        assertThat(launch.run().out()).isEqualTo("path java\n");
        assertThat(launch.with("JAVA_HOME", javaHome("home java", "21")).run().out())
                .isEqualTo("home java\n");
    }

    @Test
    void prefers_COMETSH_JAVA_to_JAVA_HOME_as_a_program_and_as_a_home() throws Exception {
        Path asked = javaHome("asked for", "17.0.1");
        Launch both = launch.with("JAVA_HOME", javaHome("home java", "17.0.1"));
        assertThat(both.with("COMETSH_JAVA", asked).run().out()).isEqualTo("asked for\n");
        assertThat(both.with("COMETSH_JAVA", asked.resolve("bin/java")).run().out())
                .isEqualTo("asked for\n");
        assertThat(both.with("COMETSH_JAVA", "").run().out()).isEqualTo("home java\n");
    }

    @Test
    void a_distribution_prefers_its_own_runtime_to_JAVA_HOME_and_not_to_COMETSH_JAVA() throws Exception {
        Tools.javaHome(folder.resolve("cometsh/lib/runtime"), "25.0.1", "echo 'its own'\n");
        Launch both = launch.with("JAVA_HOME", javaHome("home java", "21"));
        assertThat(both.run().out()).isEqualTo("its own\n");
        assertThat(both.with("COMETSH_JAVA", javaHome("asked for", "21")).run().out())
                .isEqualTo("asked for\n");
    }

    @Test
    void passes_over_a_JAVA_HOME_that_is_too_old_or_gone() throws Exception {
        Files.createSymbolicLink(tools.resolve("java"), Jdk.current().program());
        assertThat(launch.with("JAVA_HOME", javaHome("old", "11.0.2")).run("a").out())
                .isEqualTo("one, library one, [a]\n");
        assertThat(launch.with("JAVA_HOME", folder.resolve("gone")).run("a").out())
                .isEqualTo("one, library one, [a]\n");
    }

    @Test
    void does_not_pass_over_a_COMETSH_JAVA_that_cannot_be_used() throws Exception {
        Launch good = launch.with(Jdk.current());
        assertThat(good.with("COMETSH_JAVA", folder.resolve("gone")).run())
                .isEqualTo(new Result(
                        127,
                        "",
                        "cometsh: COMETSH_JAVA is not a program that can be run (" + folder.resolve("gone")
                                + "); Java 17 or newer is needed\n"));
        assertThat(good.with("COMETSH_JAVA", javaHome("old", "11.0.2")).run().exit())
                .isEqualTo(127);
    }

    @Test
    void reports_in_one_line_that_there_is_no_java() throws Exception {
        assertThat(launch.run())
                .isEqualTo(new Result(
                        127,
                        "",
                        "cometsh: no Java found, but Java 17 or newer is needed:"
                                + " install one, or set JAVA_HOME or COMETSH_JAVA\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8.0_402", "11.0.2", "16"})
    void names_a_java_that_is_too_old(String version) throws Exception {
        Path old = javaHome("old", version);
        assertThat(launch.with("JAVA_HOME", old).run())
                .isEqualTo(new Result(
                        127,
                        "",
                        "cometsh: Java " + version + " (" + old + "/bin/java) found, but Java 17 or newer is needed:"
                                + " install one, or set JAVA_HOME or COMETSH_JAVA\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "17.0.15", "25.0.3", "26-ea"})
    void takes_any_java_from_17_on(String version) throws Exception {
        assertThat(launch.with("JAVA_HOME", javaHome("new", version)).run().out())
                .isEqualTo("new\n");
    }

    @Test
    void an_export_on_a_later_java_gets_no_option_that_was_not_tried_with_it() throws Exception {
        Path later = Tools.javaHome(folder.resolve("later"), "26", "echo \"$*\"\n");
        assertThat(launch.with("JAVA_HOME", later).run("export", "a/b").out())
                .contains(" -XX:TieredStopAtLevel=1 ")
                .doesNotContain("CompileCommand", "CompileThresholdScaling");
    }

    @Test
    void asks_a_version_manager_s_shim_what_it_stands_for() throws Exception {
        Path real = Jdk.current().program();
        Tools.script(folder.resolve("shims/java"), "exec '" + real + "' \"$@\"\n");
        Result result =
                launch.with("PATH", folder.resolve("shims") + ":" + tools).run("a");
        assertThat(result).isEqualTo(new Result(0, "one, library one, [a]\n", ""));
    }

    @Test
    void believes_no_shim_that_runs_nothing() throws Exception {
        Tools.script(folder.resolve("shims/java"), "echo 'no version set' >&2; exit 126\n");
        Result result =
                launch.with("PATH", folder.resolve("shims") + ":" + tools).run();
        assertThat(result.exit()).isEqualTo(127);
        assertThat(result.err()).startsWith("cometsh: Java of unknown version (" + folder.resolve("shims/java"));
    }
}
