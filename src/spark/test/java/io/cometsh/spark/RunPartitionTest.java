package io.cometsh.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.client.wire.ExperimentMetadata;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RunPartitionTest {
    @Test
    void runs_travel_with_what_rows_need() throws Exception {
        ExperimentMetadata run = new ExperimentMetadata(
                "key", "name", null, null, null, "p", "w", null, null, false, 5L, 1L, null, true, false, true);
        ExperimentMetadata bare = new ExperimentMetadata(
                "key2", null, null, null, null, "p", "w", null, null, false, null, null, 3L, false, true, false);
        assertThat(((RunPartition) read(written(List.of(run, bare)))).runs()).containsExactly(run, bare);
    }

    @Test
    void a_run_takes_few_bytes() throws Exception {
        List<ExperimentMetadata> runs = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            runs.add(new ExperimentMetadata(
                    "%032x".formatted(i),
                    "run-" + i,
                    null,
                    null,
                    null,
                    new String("project"),
                    new String("workspace"),
                    null,
                    null,
                    false,
                    5L,
                    1L,
                    2L,
                    true,
                    false,
                    true));
        }
        assertThat(written(runs).length / runs.size()).isLessThan(150);
    }

    private static byte[] written(List<ExperimentMetadata> runs) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new RunPartition(runs));
        }
        return bytes.toByteArray();
    }

    private static Object read(byte[] bytes) throws Exception {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }
}
