package io.cometsh.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class StoreTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "+2",
                "0.5",
                ".5",
                "5.",
                "1e-05",
                "8.6E-4",
                "1E+3",
                "NaN",
                "Infinity",
                "-Infinity",
                "12345678901234567890"
            })
    void reads_as_a_number(String text) {
        assertThat(ValueKind.of(text)).isEqualTo(ValueKind.NUMBER);
        assertThat(Numbers.parse(text)).isEqualTo(Double.valueOf(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " 1", "1 ", "1f", "1d", "0x1p3", "-", ".", "e5", "1e", "1e+", "nan", "inf", "--1", "1.2.3", "one",
                "١"
            })
    void does_not_read_as_a_number(String text) {
        assertThat(ValueKind.of(text)).isEqualTo(ValueKind.TEXT);
        assertThat(Numbers.parse(text)).isNaN();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 0, 0, double",
        "3, 1, 0, 0, string",
        "0, 2, 0, 0, boolean",
        "1, 0, 1, 0, string",
        "0, 0, 0, 1, string",
        "1, 0, 0, 5, double"
    })
    void a_column_has_the_type_of_all_its_values(int numbers, int booleans, int texts, int nulls, String type) {
        assertThat(new ColumnInfo(1, Source.PARAMS, "x", numbers, booleans, texts, nulls).type())
                .isEqualTo(type);
    }

    @Test
    void points_survive_packing_whatever_they_hold() {
        List<MetricPoint> points = new ArrayList<>(List.of(
                new MetricPoint(0.1, 1L, 2L, 1_700_000_000_000L, null),
                new MetricPoint(Double.NaN, null, null, 5, "train"),
                new MetricPoint(-0.0, -7L, null, 0, null),
                new MetricPoint(Long.MIN_VALUE, null, 3L, Long.MAX_VALUE, "é"),
                new MetricPoint(0.1f * 1.0, Long.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, "é"),
                new MetricPoint(Double.longBitsToDouble(0x7ff8000000000123L), Long.MAX_VALUE, Long.MIN_VALUE, 5, "é"),
                new MetricPoint(Double.NEGATIVE_INFINITY, 0L, null, 5, "ê"),
                new MetricPoint("text \u0000 ü", 1L, null, 6, ""),
                new MetricPoint("x".repeat(300_000), 1L, null, 7, null)));
        for (long i = 0; i < 5000; i++) {
            points.add(new MetricPoint(i / 3.0, i, null, i, "train"));
        }
        List<PointCodec.Chunk> chunks = PointCodec.encode(points);
        List<MetricPoint> back = new ArrayList<>();
        chunks.forEach(chunk -> PointCodec.decode(chunk.data(), back));
        assertThat(back).isEqualTo(points);
        for (int i = 0; i < points.size(); i++) {
            if (points.get(i).value() instanceof Double value) {
                assertThat(Double.doubleToRawLongBits((Double) back.get(i).value()))
                        .isEqualTo(Double.doubleToRawLongBits(value));
            }
        }
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        chunks.forEach(chunk -> joined.writeBytes(chunk.data()));
        back.clear();
        PointCodec.decode(joined.toByteArray(), back);
        assertThat(back).as("chunks after each other are one").isEqualTo(points);
        assertThat(chunks.stream().mapToInt(PointCodec.Chunk::points).sum()).isEqualTo(points.size());
        assertThat(PointCodec.encode(List.of())).isEmpty();
    }

    @Test
    void a_column_gives_texts_back_as_they_were() {
        Column column = new Column(0);
        List<String> texts = List.of(
                "0.10",
                "1e-5",
                "3",
                "-0",
                "-0.0",
                "NaN",
                "True",
                "true",
                "",
                "12345678901234567890",
                "adam",
                "1E400",
                "007",
                "1.",
                ".5",
                "-",
                "+1",
                "1.2.3",
                "é 1");
        for (int place = 0; place < texts.size(); place++) {
            column.set(place, texts.get(place));
        }
        for (int place = 0; place < texts.size(); place++) {
            assertThat(column.text(place)).isEqualTo(texts.get(place));
        }
        column.set(3, null);
        assertThat(column.kind(3)).isEqualTo(ValueKind.NULL);
        assertThat(column.text(3)).isNull();
        assertThat(column.kind(999)).isEqualTo(ValueKind.NULL);
        assertThat(column.number(999)).isNaN();
    }

    @Test
    void a_column_reads_numbers_as_java_does() {
        Column column = new Column(0);
        Random random = new Random(1);
        List<String> texts =
                new ArrayList<>(List.of("9007199254740993", "999999999999999999", "0.000000000000000000001"));
        for (int i = 0; i < 10_000; i++) {
            String digits = Long.toString(random.nextLong() >>> random.nextInt(64));
            int point = random.nextInt(digits.length() + 1);
            String text = (point == 0 ? "0" : digits.substring(0, point))
                    + (point == digits.length() ? "" : "." + digits.substring(point));
            texts.add(random.nextBoolean() ? text : "-" + text);
            texts.add(Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20)));
            texts.add(Integer.toString(random.nextInt()));
        }
        for (int place = 0; place < texts.size(); place++) {
            column.set(place, texts.get(place));
        }
        for (int place = 0; place < texts.size(); place++) {
            assertThat(column.text(place)).isEqualTo(texts.get(place));
            if (Numbers.isNumber(texts.get(place))) {
                assertThat(column.number(place)).isEqualTo(Double.parseDouble(texts.get(place)));
            }
        }
    }

    @Test
    void a_failed_write_leaves_nothing_and_does_not_disturb_others() {
        try (Store store = Store.open(null)) {
            assertThatThrownBy(() -> store.write(tx -> {
                        store.projects().add(tx, "w", "p", null, false, "me", 1);
                        throw new IllegalStateException("no");
                    }))
                    .hasMessage("no");
            assertThat(workspaces(store)).isEmpty();
            store.write(tx -> store.projects().add(tx, "w", "q", null, false, "me", 1));
            assertThat(workspaces(store)).containsExactly("w");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b, c é", "a;b", "50%25", "what?mode=memory", "a#b", "x&y=z", "'\"`"})
    void serves_a_folder_whatever_its_name(String name, @TempDir Path folder) {
        Path odd = folder.resolve(name);
        try (Store store = Store.open(odd)) {
            store.write(tx -> store.projects().add(tx, "w", "q", null, false, "me", 1));
        }
        assertThat(odd.resolve("comet.db")).exists();
        try (Store store = Store.open(odd)) {
            assertThat(workspaces(store)).containsExactly("w");
        }
        assertThat(folder).isDirectoryContaining(path -> path.equals(odd));
    }

    @Test
    void a_folder_of_the_first_version_gets_the_new_tables_and_keeps_its_rows(@TempDir Path folder)
            throws SQLException {
        try (Store store = Store.open(folder)) {
            store.write(tx -> store.projects().add(tx, "w", "q", null, false, "me", 1));
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("comet.db"));
                Statement statement = connection.createStatement()) {
            for (String table : List.of("optimizer", "assignment", "panel")) {
                statement.execute("DROP TABLE " + table);
            }
            statement.execute("PRAGMA user_version = 1");
        }
        PanelRow panel = new PanelRow("p", "w", "Losses", "me", 1, 1, "{}");
        try (Store store = Store.open(folder)) {
            store.write(tx -> {
                store.panels().put(tx, panel, new byte[] {1});
                return null;
            });
            assertThat(workspaces(store)).containsExactly("w");
        }
        try (Store store = Store.open(folder)) {
            assertThat(store.<List<PanelRow>>read(tx -> store.panels().of(tx, "w")))
                    .containsExactly(panel);
        }
    }

    @Test
    void texts_come_back_as_they_were_whatever_they_hold() {
        try (Store store = Store.open(null)) {
            BulkWriter.write(store, "w", "p", 1, (run, i) -> run.param("lr", i));
            ExperimentRow row = store.read(tx -> store.experiments().byKey(tx, BulkWriter.key(0)))
                    .orElseThrow();
            for (String text : List.of("", "a\u0000b", "0.10", "1e5", "\uD83D\uDE00 é", "'; DROP TABLE val; --")) {
                store.write(tx -> {
                    store.values().put(tx, row, Source.LOG_OTHER, "name " + text, new LoggedValue(text, 1, null, null));
                    return null;
                });
                assertThat(store.read(tx -> store.values().find(tx, row, Source.LOG_OTHER, "name " + text))
                                .orElseThrow()
                                .text())
                        .isEqualTo(text);
            }
        }
    }

    /** A reader that meets the log while it grows takes the lock of the writer for a moment. */
    @Test
    void writes_wait_for_readers_that_hold_the_lock_for_a_moment() throws InterruptedException {
        try (Store store = Store.open(null)) {
            store.write(tx -> store.projects().add(tx, "w", "p", null, false, "me", 1));
            AtomicBoolean done = new AtomicBoolean();
            List<Thread> readers = new ArrayList<>();
            for (int reader = 0; reader < 6; reader++) {
                Thread thread = new Thread(() -> {
                    while (!done.get()) {
                        assertThat(workspaces(store)).containsExactly("w");
                    }
                });
                thread.start();
                readers.add(thread);
            }
            try {
                for (int write = 0; write < 20_000; write++) {
                    long now = write;
                    store.write(tx -> {
                        store.projects()
                                .touch(
                                        tx,
                                        store.projects()
                                                .byName(tx, "w", "p")
                                                .orElseThrow()
                                                .num(),
                                        now);
                        return null;
                    });
                }
            } finally {
                done.set(true);
                for (Thread reader : readers) {
                    reader.join();
                }
            }
        }
    }

    @Test
    void an_error_of_one_write_fails_that_one_and_the_next_ones_go_on() {
        try (Store store = Store.open(null)) {
            store.write(tx -> store.projects().add(tx, "w", "kept", null, false, "me", 1));
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> store.write(tx -> {
                            store.projects().add(tx, "w", "lost", null, false, "me", 1);
                            throw new OutOfMemoryError("as if");
                        }))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("out of memory");
                store.write(tx -> store.projects().add(tx, "w", "kept-" + System.nanoTime(), null, false, "me", 1));
            }
            assertThat(store.trouble()).isEmpty();
            List<ProjectRow> projects = store.read(tx -> store.projects().inWorkspace(tx, "w"));
            assertThat(projects).hasSize(4).noneMatch(project -> project.name().equals("lost"));
        }
    }

    @Test
    void a_closed_store_reports_it() {
        Store store = Store.open(null);
        store.close();
        store.close();
        assertThatThrownBy(() -> store.write(tx -> null)).isInstanceOf(StoreException.class);
    }

    @Test
    void loaded_columns_follow_writes() {
        try (Store store = Store.open(null)) {
            BulkWriter.write(store, "w", "p", 3, (run, i) -> run.param("lr", i));
            int project = store.read(tx -> store.projects().byName(tx, "w", "p"))
                    .orElseThrow()
                    .num();
            int column = store.read(tx -> store.values().findColumn(tx, project, Source.PARAMS, "lr"))
                    .orElseThrow()
                    .column();
            assertThat(sizeAndSum(store, project, column)).containsExactly(3, 3);
            ExperimentRow last = store.read(tx -> store.experiments().byKey(tx, BulkWriter.key(2)))
                    .orElseThrow();
            store.write(tx -> {
                store.values().put(tx, last, Source.PARAMS, "lr", new LoggedValue("10", 1, null, null));
                return null;
            });
            assertThat(sizeAndSum(store, project, column)).containsExactly(3, 11);
            store.write(tx -> {
                store.experiments().remove(tx, store.values(), last);
                return null;
            });
            assertThat(sizeAndSum(store, project, column)).containsExactly(2, 1);
        }
    }

    private static List<String> workspaces(Store store) {
        return store.read(tx -> store.projects().workspaces(tx));
    }

    private static List<Integer> sizeAndSum(Store store, int project, int column) {
        return store.columns().view(project, Set.of(column), Set.of(MetadataField.START), view -> {
            double sum = 0;
            for (int place = 0; place < view.size(); place++) {
                sum += view.values(column).number(place);
            }
            return List.of(view.size(), (int) sum);
        });
    }
}
