package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cometsh.support.BuiltProgram;
import io.cometsh.support.BuiltProgram.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes of the built program that share the local server, which ends with each of them in turn. */
@Tag("launcher")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LocalProcessesIT {
    private static final int PROCESSES = 30;
    private static final int AT_ONCE = 5;

    @TempDir
    private Path folder;

    @Test
    void none_of_thirty_processes_fails_or_loses_a_write_when_the_one_that_serves_ends() throws Exception {
        assertThat(local("api.getProjects('demo').size()").exit()).isZero();
        ExecutorService some = Executors.newFixedThreadPool(AT_ONCE);
        List<Future<Ended>> runs = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            String tag = "process-" + i;
            runs.add(some.submit(() ->
                    local("api.getExperiments('demo', 'digits')[0].addTag('" + tag + "'); println 'done'; null")));
        }
        some.shutdown();
        List<Ended> failed = new ArrayList<>();
        for (Future<Ended> run : runs) {
            if (!run.get().equals(new Ended(0, "done\n", ""))) {
                failed.add(run.get());
            }
        }
        assertThat(failed).as("of %d processes", PROCESSES).isEmpty();
        Ended tags = local("api.getExperiments('demo', 'digits')[0].getTags().findAll { it =~ /^process-/ }.sort()"
                + ".each { println it }; null");
        assertThat(tags.out().lines())
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, PROCESSES)
                        .mapToObj(i -> "process-" + i)
                        .toList());
    }

    @Test
    void another_user_cannot_use_a_folder_that_is_not_theirs() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")) && Files.exists(Path.of("/usr/sbin/runuser")));
        Path world = Files.createTempDirectory(Path.of("/var/tmp"), "cometsh-test");
        try {
            Ended run = run("chmod 755 " + world
                    + "; exec runuser -u nobody -- env HOME=/nonexistent COMETSH_BUILD=off JAVA_HOME="
                    + System.getProperty("java.home") + " bin/cometsh --local --local-dir " + world
                    + " -e 'api.getProjects(\"demo\")'");
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.err())
                    .isEqualTo(
                            "cometsh: cannot serve " + world + ": the folder belongs to root, who could read or change"
                                    + " what is in it: give another with --local-dir DIR\n");
        } finally {
            Files.delete(world);
        }
    }

    private Ended local(String code) throws IOException, InterruptedException {
        return run("exec bin/cometsh --local --local-dir " + folder + " -e \"" + code + "\"");
    }

    private Ended run(String script) throws IOException, InterruptedException {
        return BuiltProgram.in(folder).at(Path.of("").toAbsolutePath()).bash(script);
    }
}
