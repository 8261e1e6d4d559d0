package io.cometsh.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.launcher.Launch.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which modules {@code scripts/quick} tests: with a fake Maven that records its calls. */
@Tag("launcher")
@DisplayNameGeneration(ReplaceUnderscores.class)
class QuickIT {
    @TempDir
    Path folder;

    private Path checkout;
    private Launch launch;

    @BeforeEach
    void copy() throws Exception {
        checkout = folder.resolve("the checkout");
        Files.createDirectories(checkout.resolve("scripts"));
        Files.copy(Path.of("scripts/quick"), checkout.resolve("scripts/quick"), StandardCopyOption.COPY_ATTRIBUTES);
        for (String file : List.of("pom.xml", "README.md", ".github/PAGE.md")) {
            write(file, "one");
        }
        for (String module : List.of("server", "client", "lang", "shell")) {
            write("src/" + module + "/main/java/A.java", "one");
            write("src/" + module + "/test/java/ATest.java", "one");
        }
        Tools.script(
                folder.resolve("bin/mvn"), "echo \"$@\" >>'" + folder + "/calls'\n[ ! -e '" + folder + "/red' ]\n");
        launch = Launch.of(checkout.resolve("scripts/quick"), folder)
                .with("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
    }

    private void write(String file, String text) throws Exception {
        Path path = checkout.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    /** The modules whose tests Maven was asked for, the one that runs them last; empty where it was not called. */
    private String tested(String... arguments) throws Exception {
        Path calls = folder.resolve("calls");
        Files.deleteIfExists(calls);
        Result result = launch.run(arguments);
        assertThat(result.exit()).as(result.err()).isZero();
        if (!Files.exists(calls)) {
            return "";
        }
        String call = Files.readString(calls);
        String host = call.replaceAll("(?s).* -pl src/(\\w+) -am .*", "$1");
        assertThat(Stream.of("server", "client", "lang", "shell")
                        .filter(module -> !call.contains("-Dskip." + module + "=true")))
                .containsExactly(host);
        String others = call.replaceAll("(?s).* -DdependenciesToScan=(\\S*) .*", "$1");
        return others.isEmpty() ? host : others.replaceAll("io.cometsh:cometsh-(\\w+):test-jar:tests,?", "$1 ") + host;
    }

    @Test
    void what_has_passed_is_tested_again_when_a_file_changes_that_it_depends_on() throws Exception {
        assertThat(tested()).isEqualTo("server client lang shell");
        assertThat(tested()).isEmpty();

        write("src/lang/test/java/ATest.java", "two");
        assertThat(tested()).isEqualTo("lang shell");
        write("README.md", "two");
        assertThat(tested()).isEqualTo("shell");
        write("src/client/main/java/B.java", "two");
        assertThat(tested()).isEqualTo("client lang shell");
        Files.delete(checkout.resolve("src/server/main/java/A.java"));
        assertThat(tested()).isEqualTo("server client lang shell");
        write("pom.xml", "two");
        assertThat(tested()).isEqualTo("server client lang shell");
        write(".github/PAGE.md", "two");
        assertThat(tested()).isEqualTo("server client lang shell");
        write("target/made", "two");
        assertThat(tested()).isEmpty();
    }

    @Test
    void a_file_that_is_written_with_the_same_text_has_not_changed() throws Exception {
        tested();
        write("src/client/main/java/A.java", "two");
        write("src/client/main/java/A.java", "one");
        assertThat(tested()).isEmpty();
    }

    @Test
    void what_has_failed_is_tested_again() throws Exception {
        Files.createFile(folder.resolve("red"));
        assertThat(launch.run().exit()).isEqualTo(1);
        Files.delete(folder.resolve("red"));
        assertThat(tested()).isEqualTo("server client lang shell");
    }

    @Test
    void named_modules_are_tested_without_a_change_too() throws Exception {
        tested();
        assertThat(tested("lang")).isEqualTo("lang");
        assertThat(tested("lang", "server")).isEqualTo("server lang");
        Result result = launch.run("lang", "spark");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).isEqualTo("quick: no module 'spark'. Use client, server, lang or shell.\n");
    }
}
