package io.cometsh.compare;

import io.cometsh.export.Format;
import io.cometsh.export.Table;
import io.cometsh.export.Tabular;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Several comparisons as one table, with what limits them: {@code runs.compare(by: "params.lr", metric: "val_loss.min")}.
 *
 * <p>A row for each side: the columns of its group, {@code metric}, {@code side} ({@code base} or {@code new}, for two
 * lists), {@code n}, {@code median} with {@code low95} and {@code high95} (or {@code mean}), {@code percent} with
 * {@code percent_low} and {@code percent_high} (the difference from the base or from the best group), {@code p},
 * {@code verdict} and {@code note}. The verdict is {@code base} or {@code best} for what is compared with,
 * {@code better}, {@code worse}, {@code higher} or {@code lower} where a difference is shown, {@code ~} where none is
 * shown, and {@code ?} where none could be.
 */
public final class Comparisons implements Tabular {
    private static final String NOTE = "note";

    private final Table table;
    private final List<Comparison> all;
    private final List<String> seeds;
    private final List<String> warnings;

    Comparisons(Table table, List<Comparison> all, List<String> seeds, List<String> warnings) {
        this.table = table;
        this.all = List.copyOf(all);
        this.seeds = List.copyOf(seeds);
        this.warnings = List.copyOf(warnings);
    }

    /** As a table, which every format can write. Nothing is asked. */
    @Override
    public Table table() {
        return table;
    }

    /** The same, as a property: {@code comparisons.table}. */
    public Table getTable() {
        return table;
    }

    /** The comparisons in the order of the table: {@code comparisons.comparisons[0].p}. */
    public List<Comparison> getComparisons() {
        return new ArrayList<>(all);
    }

    /** What limits the answer, in sentences: {@code comparisons.warnings}. Empty when nothing does. */
    public List<String> getWarnings() {
        return new ArrayList<>(warnings);
    }

    /** The parameters that only repeat a configuration, as they were named or found: {@code comparisons.seeds}. */
    public List<String> getSeeds() {
        return new ArrayList<>(seeds);
    }

    /** The table, and below it the warnings, which would be far to the right in it. */
    @Override
    public String text(int width) {
        StringBuilder text = new StringBuilder();
        List<String> shown = table.columns();
        shown.remove(NOTE);
        try {
            Format.TABLE.writer(width).write(table.table(shown.toArray(String[]::new)), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        warnings.forEach(warning -> text.append("warning: ").append(warning).append('\n'));
        return text.toString();
    }

    @Override
    public String toString() {
        return text(0).stripTrailing();
    }
}
