package io.cometsh.bulk;

import static java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.bulk.ExportRequest.What;
import io.cometsh.support.FakeTransport;
import io.cometsh.transport.CometConnectionException;
import io.cometsh.transport.CometException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The work folder of an export: what is left after an error, and whether what is left can be trusted. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StagingFolderTest {
    private static final Map<String, Object> PLAN = Map.of("what", "runs");

    @TempDir
    private Path folder;

    private final FakeFiles files = new FakeFiles();
    private final FakeTransport transport = files.transport();

    @BeforeEach
    void two_runs() {
        files.put("k1", List.of("a", "b"));
        files.put("k2", List.of("c"));
    }

    private TestExport export() {
        return new TestExport(What.ASSETS, "acme/p", folder.resolve("files"));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    private void assertComplete() throws IOException {
        assertThat(names()).containsExactly("files", "files.manifest.json");
        for (String file : List.of("k1/a", "k1/b", "k2/c")) {
            assertThat(folder.resolve("files/p").resolve(file)).exists();
        }
    }

    /** An export whose second run cannot be read. */
    private void interrupted() {
        transport.on("experiment/asset/list", request -> {
            if (request.parameters().get("experimentKey").equals("k2")) {
                throw new CometConnectionException("gone", null);
            }
            return "{\"assets\":[{\"assetId\":\"k10\",\"fileName\":\"a\",\"fileSize\":14,\"type\":\"asset\"}]}";
        });
        assertThat(export().run(transport).written()).isFalse();
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void nobody_else_reads_what_is_under_way() throws IOException {
        interrupted();
        Path work = StagingFolder.of(folder.resolve("files"));
        assertThat(Files.getPosixFilePermissions(work)).containsOnly(OWNER_READ, OWNER_WRITE, OWNER_EXECUTE);
    }

    @Test
    void an_export_that_reads_nothing_leaves_nothing() throws IOException {
        transport.refuse("experiments", 403, "no");
        assertThatThrownBy(() -> export().run(transport)).isInstanceOf(CometException.class);
        assertThat(names()).isEmpty();
    }

    @Test
    void an_output_that_cannot_be_made_is_refused_before_anything_is_read() throws IOException {
        Files.createFile(folder.resolve(".files.export"));
        assertThatThrownBy(() -> export().run(transport))
                .hasMessageContaining(".files.export is not a folder: remove it");
        Files.delete(folder.resolve(".files.export"));
        Files.createDirectories(folder.resolve("files.manifest.json"));
        assertThatThrownBy(() -> export().run(transport))
                .hasMessageContaining("files.manifest.json is a folder, and the manifest needs its name");
        Files.delete(folder.resolve("files.manifest.json"));
        Files.createSymbolicLink(folder.resolve("files"), folder.resolve("nowhere"));
        assertThatThrownBy(() -> export().run(transport)).hasMessageContaining("files is there already");
        assertThat(transport.requests()).isEmpty();
    }

    @Test
    void a_name_that_is_too_long_for_the_manifest_is_refused_before_anything_is_read() throws IOException {
        Path output = folder.resolve("f".repeat(245));
        assertThatThrownBy(() -> new TestExport(What.ASSETS, "acme/p", output).run(transport))
                .isInstanceOf(CometException.class)
                .hasMessageContaining(".manifest.json: File name too long: choose another name for the output");
        assertThat(transport.requests()).isEmpty();
        assertThat(names()).isEmpty();
    }

    @Test
    void an_export_that_ends_between_its_folder_and_its_manifest_is_completed() throws IOException {
        Path manifest = folder.resolve("files.manifest.json");
        transport.on("experiment/asset/list", request -> {
            // Not there when the export begins.
            try {
                Files.createDirectories(manifest.resolve("in the way"));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return files.transport().send(request).text();
        });
        assertThatThrownBy(() -> export().run(transport)).hasMessageContaining("cannot write");
        Files.delete(manifest.resolve("in the way"));
        Files.delete(manifest);

        assertThatThrownBy(() -> export().run(transport)).hasMessageContaining("--resume completes it");
        assertThat(export().resume().run(files.transport()).failures()).isEmpty();
        assertComplete();
    }

    /** Whatever a kill leaves of a folder that is being cleared, the parts without their files must not be resumed. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "only inotify keeps the order of events")
    void the_mark_of_an_export_disappears_first_when_its_folder_is_cleared() throws Exception {
        interrupted();
        try (WatchService watch = folder.getFileSystem().newWatchService()) {
            folder.resolve(".files.export").register(watch, StandardWatchEventKinds.ENTRY_DELETE);
            assertThat(export().run(files.transport()).written()).isTrue();
            WatchKey key = watch.poll(1, TimeUnit.MINUTES);
            List<String> deleted = new ArrayList<>();
            for (WatchEvent<?> event : key.pollEvents()) {
                deleted.add(String.valueOf(event.context()));
            }
            assertThat(deleted).startsWith("experiments").hasSizeGreaterThan(3);
        }
        assertComplete();
    }

    @Test
    void an_interrupted_export_whose_plan_is_lost_is_not_resumed() throws IOException {
        interrupted();
        for (String plan : new String[] {"", null}) {
            Path file = folder.resolve(".files.export/plan");
            Files.deleteIfExists(file);
            if (plan != null) {
                Files.writeString(file, plan);
            }
            assertThatThrownBy(() -> export().resume().run(files.transport()))
                    .hasMessageContaining(
                            "does not contain which export was interrupted; start again without --resume");
        }
        export().run(files.transport());
        assertComplete();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "/dev/full is Linux's")
    void a_draft_does_not_stay_on_a_full_disk() throws IOException {
        Path draft = Files.createSymbolicLink(folder.resolve("output"), Path.of("/dev/full"));
        assertThatThrownBy(() -> {
                    try (OutputFile file = new OutputFile(draft, false)) {
                        file.out().write("rows".getBytes(StandardCharsets.UTF_8));
                        file.finish();
                    }
                })
                .isInstanceOf(IOException.class);
        assertThat(Files.isSymbolicLink(draft)).isFalse();
    }

    @Test
    @Tag("slow")
    void two_exports_to_one_output_never_work_at_once() throws Exception {
        Path output = folder.resolve("runs.csv");
        AtomicInteger working = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Callable<Void> exports = () -> {
            for (int done = 0; done < 100; ) {
                try (StagingFolder work = StagingFolder.open(output, false, PLAN)) {
                    most.accumulateAndGet(working.incrementAndGet(), Math::max);
                    working.decrementAndGet();
                    work.remove();
                    done++;
                } catch (CometException e) {
                    assertThat(e).hasMessageContaining("another cometsh is exporting to");
                }
            }
            return null;
        };
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (Future<Void> each : threads.invokeAll(List.of(exports, exports, exports, exports))) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(most).hasValue(1);
        assertThat(names()).isEmpty();
    }
}
