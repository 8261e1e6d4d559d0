package io.cometsh.client.points;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.cometsh.client.service.PointReader;
import io.cometsh.client.wire.MetricPoint;
import io.cometsh.transport.ApiReply;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Points into order, with a buffer of a few rows so that everything happens. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PointSorterTest {
    private static final int FEW_ROWS = 2000;

    @TempDir
    private Path folder;

    @Test
    void any_order_becomes_the_order_through_many_files() throws IOException {
        List<MetricPoint> points = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            points.add(point("m" + i % 3, (long) (i / 3), "v" + i));
        }
        List<MetricPoint> shuffled = new ArrayList<>(points);
        Collections.shuffle(shuffled, new Random(1));
        try (PointSorter sorter = sorter()) {
            sorter.begin();
            shuffled.forEach(sorter::point);
            sorter.complete();
            assertThat(sorter.segments()).as("more than are merged at once").isGreaterThan(64);
            assertThat(files()).isEqualTo(1);
            List<String> expected = new ArrayList<>();
            for (int metric = 0; metric < 3; metric++) {
                for (int i = metric; i < 5000; i += 3) {
                    expected.add("m" + metric + " " + i / 3 + " v" + i);
                }
            }
            assertThat(written(sorter)).isEqualTo(expected);
        }
        assertThat(files()).as("what was needed meanwhile").isZero();
    }

    @Test
    void what_fits_the_buffer_goes_to_the_result_alone() throws IOException {
        try (PointSorter sorter = sorter()) {
            sorter.begin();
            sorter.point(point("b", 1L, "broken off"));
            sorter.begin();
            sorter.point(point("b", 2L, "v"));
            sorter.point(point("b", 1L, "v"));
            sorter.point(point("a", 1L, "v"));
            sorter.complete();
            assertThat(files()).isZero();
            assertThat(written(sorter)).containsExactly("a 1 v", "b 1 v", "b 2 v");
        }
    }

    @Test
    void a_reply_that_breaks_off_takes_nothing_of_an_earlier_one_along() throws IOException {
        try (PointSorter sorter = sorter()) {
            sorter.begin();
            sorter.point(point("b", 1L, "v"));
            sorter.complete();
            sorter.begin();
            sorter.point(point("a", 1L, "broken off"));
            sorter.begin();
            sorter.point(point("c", 1L, "v"));
            sorter.complete();
            assertThat(written(sorter)).containsExactly("b 1 v", "c 1 v");
            assertThat(sorter.counts()).hasToString("{b=1, c=1}");
        }
    }

    @Test
    void points_in_order_go_through_one_file() throws IOException {
        try (PointSorter sorter = sorter()) {
            sorter.begin();
            for (int i = 0; i < 5000; i++) {
                sorter.point(point("m", (long) i, "v"));
            }
            sorter.complete();
            assertThat(files()).isEqualTo(1);
            assertThat(written(sorter)).hasSize(5000).startsWith("m 0 v").endsWith("m 4999 v");
        }
    }

    @Test
    void equal_points_stay_as_they_came() throws IOException {
        try (PointSorter sorter = sorter()) {
            sorter.begin();
            for (int i = 0; i < 300; i++) {
                sorter.point(point("m", 1L, "first" + i));
                sorter.point(point("m", 0L, "zero"));
            }
            sorter.complete();
            assertThat(written(sorter).subList(300, 600))
                    .isEqualTo(Stream.iterate(0, i -> i + 1)
                            .limit(300)
                            .map(i -> "m 1 first" + i)
                            .toList());
        }
    }

    @Test
    void a_reply_that_breaks_off_leaves_no_point() throws IOException {
        try (PointSorter sorter = sorter()) {
            sorter.begin();
            sorter.point(point("a", 1L, "kept"));
            sorter.complete();
            sorter.begin();
            for (int i = 0; i < 500; i++) {
                sorter.point(point("b", (long) (i % 7), "broken"));
            }
            sorter.begin();
            sorter.point(point("b", 2L, "whole"));
            sorter.complete();
            assertThat(sorter.counts()).hasToString("{a=1, b=1}");
            assertThat(written(sorter)).containsExactly("a 1 kept", "b 2 whole");
        }
    }

    @Test
    void a_dropped_metric_comes_again_from_elsewhere() throws IOException {
        try (PointSorter sorter = sorter()) {
            sorter.begin();
            sorter.point(point("a", 1L, "a"));
            sorter.point(point("b", 1L, "sample"));
            sorter.complete();
            sorter.drop("b");
            sorter.begin();
            sorter.point(point("b", 1L, "whole"));
            sorter.point(point("b", 2L, "whole"));
            sorter.complete();
            assertThat(written(sorter)).containsExactly("a 1 a", "b 1 whole", "b 2 whole");
            assertThat(sorter.counts()).hasToString("{a=1, b=2}");
        }
    }

    @Test
    void numbers_and_texts_of_every_size_come_back() throws IOException {
        List<Long> numbers = new ArrayList<>(List.of(0L, -1L, 63L, 64L, -64L, -65L, Long.MAX_VALUE, Long.MIN_VALUE));
        numbers.add(null);
        try (PointSorter sorter = new PointSorter(folder, "part", 1 << 20)) {
            sorter.begin();
            for (Long number : numbers) {
                sorter.point(new MetricPoint(
                        "é🦊", "x".repeat(number == null ? 5000 : 63) + "é", number, 1L, number, null, null));
            }
            sorter.point(new MetricPoint(null, null, null, null, null, null, null));
            sorter.point(new MetricPoint("", "", 1L, 1L, 1L, null, null));
            sorter.complete();
            List<String> read = new ArrayList<>();
            try (PointRows points = new PointRows(rows(sorter), 16)) {
                while (points.next()) {
                    read.add(points.timestamp() + " " + points.epoch() + " "
                            + (points.text() == null ? null : points.text().length()));
                }
            }
            assertThat(read)
                    .containsExactlyInAnyOrder(
                            "null null null",
                            "1 1 0",
                            "null null 5001",
                            "0 0 64",
                            "-1 -1 64",
                            "63 63 64",
                            "64 64 64",
                            "-64 -64 64",
                            "-65 -65 64",
                            Long.MAX_VALUE + " " + Long.MAX_VALUE + " 64",
                            Long.MIN_VALUE + " " + Long.MIN_VALUE + " 64");
        }
    }

    @Test
    void what_a_killed_process_left_is_not_taken_for_points() throws IOException {
        Files.writeString(folder.resolve("part"), "half a point");
        try (PointSorter sorter = sorter()) {
            sorter.begin();
            for (int i = 0; i < 500; i++) {
                sorter.point(point("m", (long) i, "v"));
            }
            sorter.complete();
            assertThat(written(sorter)).hasSize(500).startsWith("m 0 v").endsWith("m 499 v");
        }
    }

    @Test
    void no_metric_is_an_empty_file() throws IOException {
        try (PointSorter sorter = sorter()) {
            sorter.begin();
            sorter.complete();
            assertThat(written(sorter)).isEmpty();
        }
    }

    @Test
    void a_usual_point_takes_no_memory_of_its_own() throws IOException {
        String point =
                "{\"metricName\":\"loss\",\"metricValue\":\"0.123456789\",\"timestamp\":1700000000000,\"step\":%d,"
                        + "\"epoch\":null,\"runContext\":null,\"offset\":1}";
        int count = 50_000;
        byte[] reply = IntStream.range(0, count)
                .mapToObj(point::formatted)
                .collect(Collectors.joining(",", "{\"metrics\":[", "]}"))
                .getBytes(StandardCharsets.UTF_8);
        PointReader reader = new PointReader(request -> new ApiReply(200, "application/json", reply));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Assumptions.assumeTrue(threads.isThreadAllocatedMemorySupported(), "this Java counts no allocations");
        long thread = Thread.currentThread().getId();
        long bytes = -threads.getThreadAllocatedBytes(thread);
        OutputStream nowhere = OutputStream.nullOutputStream();
        int rows = 0;
        try (PointSorter sorter = new PointSorter(folder, "part", 1 << 16)) {
            reader.all("key", sorter);
            bytes += threads.getThreadAllocatedBytes(thread);
            try (PointRows points = new PointRows(rows(sorter), 1 << 16)) {
                bytes -= threads.getThreadAllocatedBytes(thread);
                for (; points.next(); rows++) {
                    points.writeCells(nowhere);
                }
                bytes += threads.getThreadAllocatedBytes(thread);
            }
        }
        assertThat(rows).isEqualTo(count);
        assertThat(bytes / count).as("bytes allocated for each point").isLessThan(60);
    }

    @Test
    void plain_values_become_finished_lines_in_order() throws IOException {
        String[] points = {json("b", 2, "0.25"), json("b", 1, "-1e-7"), json("a", 7, "3")};
        try (PointSorter sorter = new PointSorter(folder, "part", new PointMemory(1 << 16), PointSorterTest::front)) {
            reader(points).all("key", sorter);
            ByteArrayOutputStream lines = new ByteArrayOutputStream();
            assertThat(sorter.writeTo(new StreamTarget(lines))).isTrue();
            assertThat(lines).hasToString("key,a,7,,5,3\r\nkey,b,1,,5,-1e-7\r\nkey,b,2,,5,0.25\r\n");
        }
    }

    @Test
    void lines_are_taken_apart_for_an_unusual_value_and_for_a_file() throws IOException {
        String[] plain = IntStream.range(0, 100)
                .mapToObj(i -> json("m" + i % 2, i, String.valueOf(i)))
                .toArray(String[]::new);
        String[] unusual = Arrays.copyOf(plain, 101);
        unusual[100] = json("m0", 100, "a text");
        List<String> expected;
        try (PointSorter sorter = new PointSorter(folder, "part", 1 << 16)) {
            reader(unusual).all("key", sorter);
            expected = written(sorter);
        }
        for (int memory : new int[] {1 << 16, 1000}) {
            try (PointSorter sorter =
                    new PointSorter(folder, "part", new PointMemory(memory), PointSorterTest::front)) {
                reader(unusual).all("key", sorter);
                assertThat(sorter.writeTo(new StreamTarget(new ByteArrayOutputStream())))
                        .isFalse();
            }
            try (PointSorter sorter =
                    new PointSorter(folder, "part", new PointMemory(memory), PointSorterTest::front)) {
                reader(unusual).all("key", sorter);
                assertThat(written(sorter)).as("with %d bytes", memory).isEqualTo(expected);
            }
        }
        try (PointSorter sorter = new PointSorter(folder, "part", new PointMemory(1000), PointSorterTest::front)) {
            reader(plain).all("key", sorter);
            assertThat(written(sorter)).hasSize(100).isSubsetOf(expected);
        }
    }

    @Test
    void the_memory_of_an_experiment_serves_the_next_one() throws IOException {
        PointMemory memory = new PointMemory(1 << 16);
        // In order, in another order, with an unusual value, too many, and few again: each time another use of the
        // memory.
        String[][] replies = {
            {json("a", 1, "1"), json("b", 2, "2")},
            {json("b", 2, "2"), json("a", 1, "1")},
            {json("a", 1, "a text"), json("b", 2, "2")},
            IntStream.range(0, 5000).mapToObj(i -> json("many", i, "0.5")).toArray(String[]::new),
            {json("c", 3, "3")},
        };
        for (int round = 0; round < 2; round++) {
            for (String[] reply : replies) {
                String own = copied(new PointMemory(1 << 16), reply);
                assertThat(copied(memory, reply)).isEqualTo(own);
            }
        }
    }

    private String copied(PointMemory memory, String... reply) throws IOException {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        try (PointSorter sorter = new PointSorter(folder, null, memory, PointSorterTest::front)) {
            reader(reply).all("key", sorter);
            boolean lines = sorter.writeTo(new StreamTarget(rows));
            return lines + rows.toString(StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void a_reply_that_begins_again_gives_lines_of_the_second_one_alone() throws IOException {
        try (PointSorter sorter = new PointSorter(folder, "part", new PointMemory(1 << 16), PointSorterTest::front)) {
            sorter.begin();
            sorter.point(point("a", 1L, "broken off"));
            reader(json("a", 1, "1")).all("key", sorter);
            ByteArrayOutputStream lines = new ByteArrayOutputStream();
            assertThat(sorter.writeTo(new StreamTarget(lines))).isTrue();
            assertThat(lines).hasToString("key,a,1,,5,1\r\n");
        }
    }

    private static byte[] front(String metric) {
        return ("key," + metric + ",").getBytes(StandardCharsets.UTF_8);
    }

    private static String json(String metric, int step, String value) {
        return "{\"metricName\":\"%s\",\"metricValue\":\"%s\",\"timestamp\":5,\"step\":%d,\"epoch\":null}"
                .formatted(metric, value, step);
    }

    private static PointReader reader(String... points) {
        byte[] reply = ("{\"metrics\":[" + String.join(",", points) + "]}").getBytes(StandardCharsets.UTF_8);
        return new PointReader(request -> new ApiReply(200, "application/json", reply));
    }

    private PointSorter sorter() {
        return new PointSorter(folder, "part", FEW_ROWS);
    }

    private static MetricPoint point(String metric, Long step, String value) {
        return new MetricPoint(metric, value, 5L, step, null, null, null);
    }

    private List<String> written(PointSorter sorter) throws IOException {
        List<String> written = new ArrayList<>();
        try (PointRows points = new PointRows(rows(sorter), 100)) {
            while (points.next()) {
                written.add(points.metric() + " " + points.step() + " " + points.text());
            }
        }
        return written;
    }

    private static InputStream rows(PointSorter sorter) {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        sorter.writeTo(new StreamTarget(rows));
        return new ByteArrayInputStream(rows.toByteArray());
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }
}
