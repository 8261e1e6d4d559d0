package io.cometsh.cli;

import io.cometsh.client.Api;
import io.cometsh.client.Experiment;
import io.cometsh.client.ExperimentList;
import io.cometsh.export.Format;
import io.cometsh.export.Table;
import io.cometsh.export.WholeFile;
import io.cometsh.plot.Plot;
import io.cometsh.plot.PlotHelpers;
import io.cometsh.plot.Plots;
import io.cometsh.query.ProjectColumns;
import io.cometsh.shell.PlotDisplay;
import io.cometsh.shell.Watch;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;

/** The helpers of scripts, over the output of this run. */
public final class Helpers implements PlotHelpers {
    private final PrintStream out;
    private final boolean terminal;
    private final int width;
    private final Supplier<PlotDisplay> plots;
    private final boolean plain;
    private final Drawing drawing;
    private final ProgressHelpers work;
    private final PlacedReads reads;
    private final Connections connections;

    /** What becomes of a plot that a script makes. */
    @FunctionalInterface
    interface Drawing {
        /** It is a value like others; the prompt and {@code -e} show the last one. */
        Drawing NONE = plot -> {};

        void draw(Plot plot) throws IOException;
    }

    /** @param plain for a reader that speaks */
    Helpers(
            PrintStream out,
            boolean terminal,
            int width,
            Supplier<PlotDisplay> plots,
            boolean plain,
            ProgressHelpers work,
            PlacedReads reads,
            Connections connections) {
        this(out, terminal, width, plots, plain, Drawing.NONE, work, reads, connections);
    }

    private Helpers(
            PrintStream out,
            boolean terminal,
            int width,
            Supplier<PlotDisplay> plots,
            boolean plain,
            Drawing drawing,
            ProgressHelpers work,
            PlacedReads reads,
            Connections connections) {
        this.connections = connections;
        this.work = work;
        this.reads = reads;
        this.out = out;
        this.terminal = terminal;
        this.width = width;
        this.plots = plots;
        this.plain = plain;
        this.drawing = drawing;
    }

    /** For a script file, whose values nobody shows: a plot is written where it is made. */
    Helpers drawing(Path output) {
        Drawing onOutput = PictureOutput.isWanted(output)
                ? new PictureOutput(output, out)::write
                : plot -> show(plot, Format.TABLE);
        return new Helpers(out, terminal, width, plots, plain, onOutput, work, reads, connections);
    }

    @Override
    public Api API(Map<?, ?> options) {
        return connections.open(options);
    }

    @Override
    public Experiment APIExperiment(Map<?, ?> options) {
        return connections.experiment(options);
    }

    @Override
    public Table sql(Map<?, ?> tables, String statement) {
        return connections.sql(tables, statement);
    }

    @Override
    public void table(Object value) {
        show(value, Format.TABLE);
    }

    @Override
    public void csv(Object value) {
        show(value, Format.CSV);
    }

    @Override
    public void csv(Object value, Object path) {
        write(value, path, WholeFile.formatOf(Path.of(path.toString())).orElse(Format.CSV));
    }

    @Override
    public void tsv(Object value) {
        show(value, Format.TSV);
    }

    @Override
    public void tsv(Object value, Object path) {
        write(value, path, Format.TSV);
    }

    @Override
    public void json(Object value) {
        show(value, Format.JSON);
    }

    @Override
    public void json(Object value, Object path) {
        write(value, path, Format.JSON);
    }

    @Override
    public void jsonl(Object value) {
        show(value, Format.JSONL);
    }

    @Override
    public void jsonl(Object value, Object path) {
        write(value, path, Format.JSONL);
    }

    @Override
    public void markdown(Object value) {
        show(value, Format.MARKDOWN);
    }

    @Override
    public void markdown(Object value, Object path) {
        write(value, path, Format.MARKDOWN);
    }

    @Override
    public void parquet(Object value, Object path) {
        write(value, path, Format.PARQUET);
    }

    private void write(Object value, Object path, Format format) {
        Path target = Path.of(path.toString());
        Output.requireFits(format, target);
        try (Output file = Output.to(target, out)) {
            new ResultPrinter(file.stream(), format, List.of(), false, 0).print(value);
            file.complete();
        }
    }

    @Override
    public Plot plot(Object experiments, Object metric) {
        return plot(Map.of(), experiments, metric);
    }

    @Override
    public Plot plot(Map<?, ?> options, Object experiments, Object metric) {
        return drawn(Plots.of(experiments, metric, options), options);
    }

    @Override
    public Plot plot(Object values) {
        return drawn(values instanceof Plot plot ? plot : Plots.ofValues(values, Map.of()), Map.of());
    }

    @Override
    public Plot plot(Map<?, ?> options, Object values) {
        return drawn(Plots.ofValues(values, options), options);
    }

    @Override
    public Plot bars(Object experiments, Object group, Object value) {
        return bars(Map.of(), experiments, group, value);
    }

    @Override
    public Plot bars(Map<?, ?> options, Object experiments, Object group, Object value) {
        return drawn(Plots.bars(experiments, group.toString(), value.toString(), options), options);
    }

    @Override
    public List<Object> progress(Collection<?> elements, Object label, Function<Object, Object> body) {
        return work.each(elements, label.toString(), body);
    }

    @Override
    public Watch watch(Number seconds, Callable<?> body) {
        return work.watch(seconds, Map.of(), body);
    }

    @Override
    public Watch watch(Map<?, ?> options, Number seconds, Callable<?> body) {
        return work.watch(seconds, options, body);
    }

    @Override
    public void useProject(String place) {
        reads.use(place);
    }

    @Override
    public ExperimentList query(Object query) {
        return reads.read("query(query)", api -> (workspace, project) -> api.query(workspace, project, query));
    }

    @Override
    public ExperimentList query(Map<?, ?> options, Object query) {
        boolean archived = PlacedReads.archived(options);
        return reads.read(
                "query(query)", api -> (workspace, project) -> api.query(workspace, project, query, archived));
    }

    @Override
    public ExperimentList getExperiments() {
        return reads.read("getExperiments()", api -> api::getExperiments);
    }

    @Override
    public ExperimentList getExperiments(String pattern) {
        return reads.read(
                "getExperiments(pattern)",
                api -> (workspace, project) -> api.getExperiments(workspace, project, pattern));
    }

    @Override
    public Experiment getExperiment(String experiment) {
        return reads.read(
                "getExperiment(experiment)",
                api -> (workspace, project) -> api.getExperiment(workspace, project, experiment));
    }

    @Override
    public ProjectColumns getColumns() {
        return reads.read("getColumns()", api -> api::getColumns);
    }

    private Plot drawn(Plot plot, Map<?, ?> options) {
        if (options.get("output") != null) {
            return plot;
        }
        try {
            drawing.draw(plot);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return plot;
    }

    private void show(Object value, Format format) {
        new ResultPrinter(out, format, List.of(), terminal, width, plots)
                .plain(plain)
                .print(value);
        out.flush();
    }
}
