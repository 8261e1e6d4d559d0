package io.cometsh.cli;

import io.cometsh.export.Format;
import io.cometsh.export.WholeFile;
import io.cometsh.lang.ScriptHelpers;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** The helpers of scripts, over the output of this run. */
public final class Helpers implements ScriptHelpers {
    private final PrintStream out;
    private final boolean terminal;
    private final int width;

    Helpers(PrintStream out, boolean terminal, int width) {
        this.out = out;
        this.terminal = terminal;
        this.width = width;
    }

    @Override
    public void table(Object value) {
        printer(out, Format.TABLE).print(value);
    }

    @Override
    public void csv(Object value) {
        printer(out, Format.CSV).print(value);
    }

    @Override
    public void csv(Object value, Object path) {
        Path target = Path.of(path.toString());
        try (Output file = Output.to(target, out)) {
            Format format = WholeFile.formatOf(target).orElse(Format.CSV);
            new ResultPrinter(file.stream(), format, List.of(), false, 0).print(value);
            file.complete();
        }
    }

    private ResultPrinter printer(PrintStream target, Format format) {
        return new ResultPrinter(target, format, List.of(), terminal, width);
    }
}
