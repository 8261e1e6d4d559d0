package io.cometsh.cli;

import io.cometsh.client.Data;
import io.cometsh.client.Tables;
import io.cometsh.export.Format;
import io.cometsh.export.Notation;
import io.cometsh.export.RowWriter;
import io.cometsh.export.SentenceTable;
import io.cometsh.export.Table;
import io.cometsh.export.WholeFile;
import io.cometsh.plot.Plot;
import io.cometsh.shell.DataWriter;
import io.cometsh.shell.PlotDisplay;
import io.cometsh.shell.ValueText;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
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
    /** Whether -f names the format. */
    private boolean asked = true;

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
    static ResultPrinter of(PrintStream out, GlobalOptions options, ProcessContext context) {
        boolean terminal = isTerminal(options, context);
        Format format = options.format != null
                ? options.format
                : WholeFile.formatOf(options.output).orElse(terminal ? Format.TABLE : Format.TSV);
        Output.requireFits(format, options.output);
        ResultPrinter printer = new ResultPrinter(
                out,
                format,
                options.columns(),
                terminal,
                terminal ? TerminalWidth.of(context) : 0,
                plots(options, context));
        printer.excel = options.excel;
        printer.asked = options.format != null;
        printer.plain = Plain.isWanted(options, context);
        return printer;
    }

    /** The same for a screen reader, if {@code value} is true. */
    ResultPrinter plain(boolean value) {
        plain = value;
        return this;
    }

    /** How plots are drawn on standard output. */
    static Supplier<PlotDisplay> plots(GlobalOptions options, ProcessContext context) {
        boolean terminal = isTerminal(options, context);
        return Plain.isWanted(options, context)
                ? PlotDisplay::inWords
                : new ScriptPlots(
                        context, Colour.wanted(options.color, context, terminal) && options.output == null, terminal);
    }

    /** Whether data goes to a person's eyes. */
    static boolean isTerminal(GlobalOptions options, ProcessContext context) {
        return options.output == null && context.outIsTerminal();
    }

    /** Prints a value; nothing for null, except in JSON, which has a word for it. */
    void print(Object value) {
        try {
            written(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void written(Object value) throws IOException {
        if (value instanceof byte[] bytes) {
            bytes(bytes);
        } else if (value instanceof Plot && asked && format != Format.TABLE) {
            throw new UsageException("a plot has no " + format
                    + " form: write it to a .png or .svg file with -o, or print the values that it shows");
        } else if (value instanceof Plot || format == Format.TABLE) {
            forEyes(value);
        } else if (isPlain(value)) {
            line(value.toString());
        } else if (!asked && format == Format.TSV && columns.isEmpty() && lines(value)) {
            // Written: a list of plain values is a line each, as other commands read them.
            return;
        } else {
            new DataWriter(format, columns, excel, plain).write(value, out);
        }
    }

    /** A text is what it is, as a file's content is, unless a format is asked for; JSON has its own form for text. */
    private boolean isPlain(Object value) {
        return !asked
                && value instanceof CharSequence
                && format.isText()
                && format != Format.JSON
                && format != Format.JSONL;
    }

    private void line(String text) {
        out.print(text.endsWith("\n") ? text : text + "\n");
    }

    private boolean lines(Object given) throws IOException {
        Object value = Data.opened(given);
        Collection<?> list = value instanceof Collection<?> several ? several : Collections.singletonList(value);
        if (value == null || !list.stream().allMatch(Data::isSimple)) {
            return false;
        }
        RowWriter rows = Format.TSV.rows(out, false);
        for (Object element : list) {
            rows.row(Collections.singletonList(Data.of(element)));
        }
        return true;
    }

    private void bytes(byte[] bytes) {
        if (asked) {
            throw new UsageException(Notation.bytes(bytes) + " have no " + format
                    + " form: leave -f off, and write them" + " with -o FILE");
        }
        if (terminal) {
            throw new UsageException(Notation.bytes(bytes) + " would garble the terminal: write them with -o FILE");
        }
        out.write(bytes, 0, bytes.length);
    }

    private void forEyes(Object value) throws IOException {
        if (plain && !(value instanceof Plot)) {
            Optional<Table> table = columns.isEmpty() ? Tables.all(value) : Tables.columns(value, columns);
            if (table.isPresent()) {
                new SentenceTable().write(table.get(), out);
                return;
            }
        }
        if (value instanceof Plot || columns.isEmpty()) {
            String text = ValueText.ofScript(terminal ? ROWS_ON_A_TERMINAL : Integer.MAX_VALUE, plots)
                    .of(value, terminal ? width : 0);
            if (text != null) {
                line(text);
            }
            return;
        }
        if (value != null) {
            Format.TABLE.writer(terminal ? width : 0).write(DataWriter.rows(Data.opened(value), columns), out);
        }
    }
}
