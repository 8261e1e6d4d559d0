package io.cometsh.cli;

import io.cometsh.client.Tables;
import io.cometsh.export.Format;
import io.cometsh.export.JsonValue;
import io.cometsh.export.Rows;
import io.cometsh.export.Table;
import io.cometsh.export.WholeFile;
import io.cometsh.plot.Plot;
import io.cometsh.shell.PlotDisplay;
import io.cometsh.shell.SpokenTable;
import io.cometsh.shell.ValueText;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Writes the value of a script in the format that was asked for. */
final class ResultPrinter {
    /** So many rows a person looks at; the last line tells how many there are. */
    private static final int ROWS_ON_A_TERMINAL = 50;

    private final PrintStream out;
    private final Format format;
    private final List<String> columns;
    private final boolean terminal;
    private final int width;
    private final Supplier<PlotDisplay> plots;
    private boolean excel;
    private boolean plain;

    ResultPrinter(PrintStream out, Format format, List<String> columns, boolean terminal, int width) {
        this(out, format, columns, terminal, width, PlotDisplay::plain);
    }

    ResultPrinter(
            PrintStream out,
            Format format,
            List<String> columns,
            boolean terminal,
            int width,
            Supplier<PlotDisplay> plots) {
        this.plots = plots;
        this.out = out;
        this.format = format;
        this.columns = columns;
        this.terminal = terminal;
        this.width = width;
    }

    /** By the options of a run: {@code -f} decides, then the ending of {@code -o}, then what standard output is. */
    static ResultPrinter of(PrintStream out, GlobalOptions options, Surroundings surroundings) {
        boolean terminal = isTerminal(options, surroundings);
        Format format = options.format != null
                ? options.format
                : WholeFile.formatOf(options.output).orElse(terminal ? Format.TABLE : Format.TSV);
        Output.requireFits(format, options.output);
        ResultPrinter printer = new ResultPrinter(
                out,
                format,
                options.columns,
                terminal,
                terminal ? TerminalWidth.of(surroundings) : 0,
                plots(options, surroundings));
        printer.excel = options.excel;
        printer.plain = Plain.isWanted(options, surroundings);
        return printer;
    }

    /** How plots are drawn on standard output. */
    static Supplier<PlotDisplay> plots(GlobalOptions options, Surroundings surroundings) {
        boolean terminal = isTerminal(options, surroundings);
        return Plain.isWanted(options, surroundings)
                ? PlotDisplay::inWords
                : new ScriptPlots(
                        surroundings,
                        Colour.wanted(options.color, surroundings, terminal) && options.output == null,
                        terminal);
    }

    /** Whether data goes to a person's eyes. */
    static boolean isTerminal(GlobalOptions options, Surroundings surroundings) {
        return options.output == null && surroundings.outIsTerminal();
    }

    /** Prints a value; nothing for null, except in JSON, which has a word for it. */
    void print(Object value) {
        if (plain && format == Format.TABLE && !(value instanceof Plot)) {
            Optional<Table> table = table(value);
            if (table.isPresent()) {
                spoken(table.get());
                return;
            }
        }
        if (value instanceof Plot || format == Format.TABLE && columns.isEmpty()) {
            String text = ValueText.ofScript(terminal ? ROWS_ON_A_TERMINAL : Integer.MAX_VALUE, plots)
                    .of(value, terminal ? width : 0);
            out.print(text == null ? "" : text.endsWith("\n") ? text : text + "\n");
            return;
        }
        Optional<Rows> rows = Tables.rows(value, columns);
        if (rows.isPresent() && format != Format.TABLE) {
            rows.get().write(format.rows(out, excel));
            return;
        }
        Optional<Table> table = table(value);
        if (table.isPresent()) {
            write(table.get());
        } else if (format == Format.JSON || format == Format.JSONL) {
            out.print(JsonValue.text(value) + "\n");
        } else if (!format.isText() && value != null) {
            throw new UsageException("this value has no rows, and " + format + " holds nothing else");
        } else if (value instanceof Collection<?> collection) {
            collection.forEach(element -> out.print(element + "\n"));
        } else if (value != null) {
            out.print(value + "\n");
        }
    }

    private Optional<Table> table(Object value) {
        if (!columns.isEmpty()) {
            return Tables.columns(value, columns);
        }
        if (value instanceof Map && (format == Format.JSON || format == Format.JSONL)) {
            return Optional.empty();
        }
        return Tables.all(value);
    }

    private void spoken(Table table) {
        try {
            SpokenTable.write(table, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Table table) {
        try {
            format.writer(terminal ? width : 0, excel).write(table, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
