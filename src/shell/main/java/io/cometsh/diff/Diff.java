package io.cometsh.diff;

import io.cometsh.export.Format;
import io.cometsh.export.Table;
import io.cometsh.export.Tabular;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What differs between two sides or more: {@code a.diff(b)}. It is false in a condition when nothing differs, and a table
 * for every format.
 *
 * <p>Of two sides the columns are {@code section}, {@code name}, {@code left}, {@code right}, {@code difference} (right
 * minus left), {@code percent} (of the left value) and {@code diff} (the unified difference of texts). Of more sides they
 * are {@code section}, {@code name} and one for each side. A side that lacks something has no value there.
 */
public final class Diff implements Tabular {
    /** The sections in their order. */
    static final List<String> SECTIONS = List.of(
            "run",
            "runs",
            "parameters",
            "metrics",
            "tags",
            "others",
            "git",
            "code",
            "requirements",
            "packages",
            "os packages",
            "machine",
            "system metrics",
            "version",
            "metadata",
            "assets",
            "files",
            "artifacts");

    private static final List<String> PAIR =
            List.of("section", "name", "left", "right", "difference", "percent", "diff");

    private final Table table;
    private final boolean ofTwo;
    private final boolean different;

    private Diff(Table table, boolean ofTwo, boolean different) {
        this.table = table;
        this.ofTwo = ofTwo;
        this.different = different;
    }

    /** A row: what the sides have of one thing. */
    private record DiffRow(Item.Id id, List<Item> items) {
        List<Object> cells() {
            List<DiffContent> contents = items.stream()
                    .filter(item -> item != null && item.content() != null)
                    .map(Item::content)
                    .toList();
            List<Object> cells = new ArrayList<>();
            items.forEach(item -> cells.add(item == null ? null : item.cell(contents)));
            return cells;
        }
    }

    /**
     * Compares the sides.
     *
     * @param all whether equal things are rows too
     */
    static Diff of(List<Snapshot> sides, boolean all) {
        List<DiffRow> rows = new ArrayList<>();
        boolean different = false;
        for (Item.Id id : Snapshot.ids(sides, SECTIONS)) {
            List<Item> items = new ArrayList<>();
            sides.forEach(side -> items.add(side.get(id)));
            Item first = items.get(0);
            boolean same = items.stream().allMatch(item -> item != null && first != null && first.isSameAs(item));
            different |= !same;
            if (all || !same) {
                rows.add(new DiffRow(id, items));
            }
        }
        boolean ofTwo = sides.size() == 2;
        return new Diff(ofTwo ? pair(sides, rows) : several(sides, rows), ofTwo, different);
    }

    /** Whether nothing differs: {@code a.diff(b).isEmpty()}. */
    public boolean isEmpty() {
        return !different;
    }

    /** Whether something differs: {@code if (a.diff(b)) …}. */
    public boolean asBoolean() {
        return different;
    }

    /** The table: {@code a.diff(b).table().findAll { it.section == "metrics" }}; its columns are described at the class. */
    @Override
    public Table table() {
        return table;
    }

    private static Table pair(List<Snapshot> sides, List<DiffRow> rows) {
        List<List<Object>> cells = new ArrayList<>();
        for (DiffRow row : rows) {
            List<Object> values = row.cells();
            Object left = values.get(0);
            Object right = values.get(1);
            BigDecimal difference = NumberDifference.difference(left, right);
            cells.add(Arrays.asList(
                    row.id().section(),
                    row.id().name(),
                    left,
                    right,
                    difference,
                    NumberDifference.percent(left, right),
                    unified(sides, row)));
        }
        return new Table(PAIR, cells);
    }

    private static Table several(List<Snapshot> sides, List<DiffRow> rows) {
        List<String> columns = new ArrayList<>(PAIR.subList(0, 2));
        columns.addAll(labels(sides));
        List<List<Object>> cells = new ArrayList<>();
        for (DiffRow row : rows) {
            List<Object> values =
                    new ArrayList<>(List.of(row.id().section(), row.id().name()));
            values.addAll(row.cells());
            cells.add(values);
        }
        return new Table(columns, cells);
    }

    /** The names of the sides, each once. */
    private static List<String> labels(List<Snapshot> sides) {
        Set<String> labels = new LinkedHashSet<>(PAIR.subList(0, 2));
        for (Snapshot side : sides) {
            String label = side.label();
            for (int i = 2; !labels.add(label); i++) {
                label = side.label() + " (" + i + ")";
            }
        }
        return List.copyOf(labels).subList(2, labels.size());
    }

    /** The difference line by line; null where there are no texts to compare. */
    private static String unified(List<Snapshot> sides, DiffRow row) {
        Item left = row.items().get(0);
        Item right = row.items().get(1);
        Item one = left == null ? right : left;
        if (one == null || !one.byLines()) {
            return null;
        }
        String before = left == null
                ? ""
                : left.content() == null ? null : left.content().text();
        String after = right == null
                ? ""
                : right.content() == null ? null : right.content().text();
        if (before == null || after == null) {
            return null;
        }
        String name = " " + row.id().section()
                + (row.id().name().equals(row.id().section())
                        ? ""
                        : "/" + row.id().name());
        String text = TextDiff.of(
                left == null ? "/dev/null" : sides.get(0).label() + name,
                right == null ? "/dev/null" : sides.get(1).label() + name,
                before,
                after);
        return text.isEmpty() ? null : text;
    }

    /** The values as a table, then the texts line by line. */
    @Override
    public String text(int width) {
        if (table.isEmpty()) {
            return "no differences";
        }
        StringBuilder text = new StringBuilder();
        try {
            Format.TABLE.writer(width).write(withoutTexts(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (ofTwo) {
            for (Object diff : table.column("diff")) {
                if (diff != null) {
                    text.append('\n').append(diff);
                }
            }
        }
        return text.toString().stripTrailing();
    }

    /** For eyes: no texts, and no column that is empty everywhere. */
    private Table withoutTexts() {
        if (!ofTwo) {
            return table;
        }
        String[] shown = IntStream.range(0, PAIR.size() - 1)
                .mapToObj(PAIR::get)
                .filter(column -> !List.of("difference", "percent").contains(column)
                        || table.column(column).stream().anyMatch(cell -> cell != null))
                .toArray(String[]::new);
        return table.table(shown);
    }

    @Override
    public String toString() {
        return text(0);
    }
}
