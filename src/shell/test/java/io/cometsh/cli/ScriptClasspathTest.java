package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ScriptClasspathTest {
    private static final String CODE = "import lab.Greeting\nnew Greeting().text()";
    private static final CommandRun GREETED = new CommandRun(0, "hello\n", "");

    @TempDir
    Path folder;

    @BeforeEach
    void make_a_jar() throws IOException {
        Path source = folder.resolve("Greeting.java");
        Files.writeString(source, "package lab; public class Greeting { public String text() { return \"hello\"; } }");
        ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", folder.resolve("classes").toString(), source.toString());
        Files.createDirectory(folder.resolve("jars"));
        try (OutputStream file = Files.newOutputStream(folder.resolve("jars/greeting.jar"));
                JarOutputStream jar = new JarOutputStream(file)) {
            jar.putNextEntry(new JarEntry("lab/Greeting.class"));
            Files.copy(folder.resolve("classes/lab/Greeting.class"), jar);
        }
    }

    @Test
    void scripts_import_from_jars_and_folders_that_are_named() {
        assertThat(run(Map.of(), "--classpath", "jars/greeting.jar", "-e", CODE))
                .isEqualTo(GREETED);
        assertThat(run(Map.of(), "--classpath", "jars/*", "-e", CODE)).isEqualTo(GREETED);
        assertThat(run(Map.of("COMETSH_CLASSPATH", "classes"), "-e", CODE)).isEqualTo(GREETED);
        assertThat(run(Map.of(), "--classpath", "classes", "-e", "import lab.Greeting", "-e", "new Greeting().text()"))
                .isEqualTo(GREETED);
    }

    @Test
    void without_them_the_import_fails_and_a_missing_file_is_named() {
        assertThat(run(Map.of(), "-e", CODE).exitCode()).isEqualTo(2);
        assertThat(run(Map.of(), "--classpath", "nosuch.jar", "-e", "1"))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(2))
                .satisfies(run -> assertThat(run.err()).contains("no file " + folder.resolve("nosuch.jar")));
    }

    @Test
    void scripts_find_the_classes_in_the_folder_of_their_own() throws IOException {
        Files.createDirectories(folder.resolve("jobs/lab"));
        Files.writeString(folder.resolve("jobs/Helper.groovy"), """
                class Helper { static low(x) { Metric('loss') < x }; static has(x) { x in 'abc' } }
                """);
        Files.writeString(folder.resolve("jobs/lab/Deep.groovy"), "package lab\nclass Deep { def text = 'deep' }");
        Files.writeString(folder.resolve("jobs/best.groovy"), "best = 'a neighbour'");
        Files.writeString(folder.resolve("jobs/nightly.groovy"), """
                best = lab.Deep.newInstance().text
                println "${Helper.low(3)} ${Helper.has('b')} $best"
                """);
        assertThat(run(Map.of(), "jobs/nightly.groovy"))
                .isEqualTo(new CommandRun(0, "(Metric(\"loss\") < 3) true deep\n", ""));

        Files.writeString(
                folder.resolve("jobs/Helper.groovy"),
                "class Helper { static low(x) { 'changed' }; static has(x) { 1 } }");
        assertThat(run(Map.of(), "jobs/nightly.groovy")).isEqualTo(new CommandRun(0, "changed 1 deep\n", ""));
    }

    @Test
    void a_script_evaluates_other_files_as_its_own() throws IOException {
        Files.writeString(folder.resolve("common.groovy"), "common = 4; low = { Metric('loss') < it }; args[0]");
        Files.writeString(folder.resolve("nightly.groovy"), """
                println evaluate(new File(args[0]))
                println "${low(common)} ${evaluate("Metric('x') in [1]")}"
                run(new File(args[0]), 'given')
                println args
                """);
        String common = folder.resolve("common.groovy").toString();
        assertThat(run(Map.of(), "nightly.groovy", common))
                .isEqualTo(new CommandRun(0, common + "\n(Metric(\"loss\") < 4) (Metric(\"x\") == 1)\n[given]\n", ""));
    }

    private CommandRun run(Map<String, String> environment, String... args) {
        return CommandRun.of(folder, environment, args);
    }
}
