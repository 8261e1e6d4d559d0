package io.cometsh.shell;

import io.cometsh.client.Api;
import io.cometsh.client.Experiment;
import io.cometsh.client.Plots;
import io.cometsh.completion.CurrentPlace;
import io.cometsh.lang.Session;
import io.cometsh.plot.Plot;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;

/** {@code :plot [METRIC | VALUES | EXPERIMENTS, METRIC, OPTIONS]}. */
final class PlotCommand implements Command {
    private static final String METRIC = "[\\p{L}_][\\p{L}\\p{N}_./-]*";

    private final Session session;
    private final Supplier<Api> api;
    private final CurrentPlace place;
    private final ValueText values;

    PlotCommand(Session session, Supplier<Api> api, CurrentPlace place, ValueText values) {
        this.session = session;
        this.api = api;
        this.place = place;
        this.values = values;
    }

    @Override
    public String name() {
        return ":plot";
    }

    @Override
    public String usage() {
        return "[METRIC | EXPERIMENTS, \"METRIC\", OPTIONS]";
    }

    @Override
    public String summary() {
        return "the curves of a metric, or of numbers";
    }

    @Override
    public String help() {
        return """
                :plot val_loss              of the experiments in _, else of the project that :use set
                :plot runs, "val_loss"      of these experiments; several metrics in brackets: ["loss", "val_loss"]
                :plot                       of the numbers or points in _
                Options by name, as in plot(runs, "loss", log: true): x ("step", "epoch", "time", "duration"),
                smooth (0 to below 1), log, full (every point), most (curves), title, output ("loss.png" or .svg).""";
    }

    @Override
    public boolean takesGroovy() {
        return true;
    }

    @Override
    public boolean showsValue() {
        return true;
    }

    @Override
    public String run(Arguments arguments) {
        return values.of(plot(arguments.text().strip()), arguments.width());
    }

    private Object plot(String text) {
        Object last = session.variables().get("_");
        if (text.isEmpty()) {
            if (last == null) {
                throw new CommandException("there is no last value to plot; write :plot METRIC or :help plot");
            }
            return last instanceof Plot ? last : Plots.ofValues(last, Map.of());
        }
        if (text.matches(METRIC) && !session.variables().containsKey(text)) {
            return Plots.of(experiments(last), text, Map.of());
        }
        return session.evaluate("plot(" + text + ")");
    }

    private Object experiments(Object last) {
        boolean given = last instanceof Experiment
                || last instanceof Collection<?> list
                        && !list.isEmpty()
                        && list.stream().allMatch(Experiment.class::isInstance);
        if (given) {
            return last;
        }
        if (place.project() == null) {
            throw new CommandException(
                    "whose? The last value is no experiments, and :use has set no project; write :plot runs, \"METRIC\"");
        }
        return api.get()
                .getExperiments(place.project().workspace(), place.project().project());
    }
}
