package io.cometsh.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.client.wire.ArtifactAsset;
import io.cometsh.support.FakeTransport;
import io.cometsh.support.TestApi;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One api, one experiment and one artifact in the hands of many threads. */
class ApiThreadsTest {
    private static final int THREADS = 16;
    private static final int ROUNDS = 40;

    /** The tags that the server has: a read that is older than a write of its own thread would be a stale answer. */
    private final Set<String> tags = new ConcurrentSkipListSet<>();

    private final FakeTransport server = new FakeTransport()
            .on("experiment/metadata", request -> FakeProject.row(7))
            .on("experiments", "{\"experiments\":" + FakeProject.rows(IntStream.range(0, 30)) + "}")
            .on("workspaces", "{\"workspaceNames\":[\"demo\"]}")
            .on("write/experiment/log-other", "{}")
            .on("write/experiment/tags", request -> {
                tags.add(request.json().replaceAll(".*\\[\"|\"].*", ""));
                return "{}";
            })
            .on("experiment/tags", request -> "{\"tags\":[\"" + String.join("\",\"", tags) + "\"]}");
    private final Api api = TestApi.of(server);

    /** Everybody at once, and the first failure thrown. */
    private static void together(Callable<?>... tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        CyclicBarrier start = new CyclicBarrier(THREADS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Callable<?> task = tasks[i % tasks.length];
                all.add(threads.submit(() -> {
                    start.await();
                    for (int round = 0; round < ROUNDS; round++) {
                        task.call();
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void reads_writes_and_the_cache_do_not_get_in_each_others_way() throws Exception {
        Experiment shared = api.getExperimentByKey(FakeProject.key(7));
        together(
                () -> {
                    String mine = "tag-" + Thread.currentThread().getId() + "-" + System.nanoTime();
                    shared.addTag(mine);
                    assertThat(shared.getTags()).contains(mine);
                    return null;
                },
                () -> {
                    assertThat(api.getExperiments("demo", "digits")).hasSize(30);
                    assertThat(api.getWorkspaces()).containsExactly("demo");
                    return null;
                },
                () -> {
                    shared.setName("x");
                    assertThat(shared.getName()).isEqualTo("run 7");
                    return null;
                },
                () -> {
                    api.clearCache();
                    api.useCache(true);
                    assertThat(api.genExperiments("demo", "digits")).hasSize(30);
                    return null;
                });
    }

    @Test
    void every_file_that_is_added_to_an_artifact_is_in_it() throws Exception {
        Artifact artifact = new Artifact("birds");
        Set<String> paths = new ConcurrentSkipListSet<>();
        together(() -> {
            String path = Thread.currentThread().getId() + "/" + System.nanoTime();
            if (paths.add(path)) {
                artifact.add("x".getBytes(StandardCharsets.UTF_8), path);
            }
            return artifact.getAssets();
        });
        assertThat(artifact.getAssets())
                .extracting(ArtifactAsset::logicalPath)
                .containsExactlyInAnyOrderElementsOf(paths);
    }
}
