package io.cometsh.shell;

import io.cometsh.client.Api;
import io.cometsh.client.Experiment;
import io.cometsh.completion.CurrentProject;
import io.cometsh.completion.Deadline;
import io.cometsh.completion.LastProject;
import io.cometsh.completion.LiveNames;
import io.cometsh.completion.ProjectRef;
import io.cometsh.lang.Session;
import io.cometsh.plot.Plot;
import io.cometsh.plot.Plots;
import io.cometsh.query.Source;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** {@code :plot [METRIC | VALUES | EXPERIMENTS, METRIC, OPTIONS]}. */
final class PlotCommand implements Command {
    private static final String METRIC = "[\\p{L}_][\\p{L}\\p{N}_./-]*";

    private final Session session;
    private final Supplier<Api> api;
    private final CurrentProject place;
    private final LastProject lastPlace;
    private final LiveNames names;
    private final ValueText values;

    PlotCommand(
            Session session,
            Supplier<Api> api,
            CurrentProject place,
            LastProject lastPlace,
            LiveNames names,
            ValueText values) {
        this.session = session;
        this.api = api;
        this.place = place;
        this.lastPlace = lastPlace;
        this.names = names;
        this.values = values;
    }

    @Override
    public String name() {
        return ":plot";
    }

    @Override
    public String usage() {
        return "[METRIC | EXPERIMENTS, \"METRIC\"] [OPTION...]";
    }

    @Override
    public String summary() {
        return "the curves of a metric, or of numbers";
    }

    @Override
    public String help() {
        StringBuilder options = new StringBuilder();
        PlotLine.words()
                .forEach((word, meaning) -> options.append('\n')
                        .append(word)
                        .append(" ".repeat(10 - word.length()))
                        .append(meaning));
        return """
                :plot val_loss --log      of the experiments in _, otherwise of the project
                                          that :use set
                :plot runs, "val_loss"    of these; several metrics in brackets: ["a", "b"]
                :plot -o points.png       of the numbers or points in _, into a file
                Options; named arguments do too, as in plot(runs, "loss", log: true):""" + options;
    }

    @Override
    public boolean takesGroovy() {
        return true;
    }

    @Override
    public String function() {
        return "plot";
    }

    @Override
    public boolean takesOptions() {
        return true;
    }

    @Override
    public Map<String, String> complete(List<String> before, String word) {
        String option = before.isEmpty() ? "" : before.get(before.size() - 1);
        if (option.equals("-o") || option.equals("--output")) {
            return FilePaths.complete(word);
        }
        if (option.equals("-x") || option.equals("--x")) {
            Map<String, String> axes = new LinkedHashMap<>();
            List.of("step", "epoch", "time", "duration").forEach(axis -> axes.put(axis, ""));
            return axes;
        }
        if (word.startsWith("-")) {
            return PlotLine.words();
        }
        Map<String, String> metrics = new LinkedHashMap<>();
        ProjectRef lookedAt = lastPlace.get();
        if (before.isEmpty() && lookedAt != null) {
            names.within(Deadline.usual()).columns(lookedAt.workspace(), lookedAt.project()).stream()
                    .filter(column ->
                            column.source() == Source.METRICS && column.name().matches(METRIC))
                    .forEach(column -> metrics.put(column.name(), "metric"));
        }
        return metrics;
    }

    @Override
    public boolean showsValue() {
        return true;
    }

    @Override
    public String run(CommandArguments arguments) {
        PlotLine words = PlotLine.of(arguments.text());
        return values.of(plot(words.subject(), words.options()), arguments.width());
    }

    private Object plot(String subject, Map<String, Object> options) {
        Object last = session.variables().get("_");
        if (subject.isEmpty()) {
            if (last == null) {
                throw new CommandException("there is no last value to plot; write :plot METRIC or :help plot");
            }
            return last instanceof Plot && options.isEmpty() ? last : Plots.ofValues(last, options);
        }
        if (subject.matches(METRIC) && !session.variables().containsKey(subject)) {
            return Plots.of(experiments(last), subject, options);
        }
        String named = options.entrySet().stream()
                .map(option -> ", " + option.getKey() + ": " + literal(option.getValue()))
                .collect(Collectors.joining());
        return session.evaluate("plot(" + subject + named + ")");
    }

    private static String literal(Object value) {
        return value instanceof String text
                ? "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
                : value.toString();
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
                    "whose? The last value is not a list of experiments, and :use has set no project; write :plot runs, \"METRIC\"");
        }
        return api.get()
                .getExperiments(place.project().workspace(), place.project().project());
    }
}
