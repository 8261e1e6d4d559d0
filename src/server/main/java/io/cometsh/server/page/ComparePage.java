package io.cometsh.server.page;

import static j2html.TagCreator.a;
import static j2html.TagCreator.each;
import static j2html.TagCreator.form;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.input;
import static j2html.TagCreator.label;
import static j2html.TagCreator.option;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.select;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;

import io.cometsh.server.route.Reply;
import io.cometsh.server.route.Request;
import io.cometsh.server.route.Services;
import io.cometsh.server.service.ExperimentService.ExperimentInProject;
import io.cometsh.server.store.LoggedValue;
import io.cometsh.server.store.Source;
import io.cometsh.server.store.Value;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** {@code /{workspace}/{project}/compare?run=KEY&run=KEY}: runs side by side. */
final class ComparePage implements Page {
    private static final int RUNS = 24;

    private final Services services;
    private final Layout layout;

    ComparePage(Services services, Layout layout) {
        this.services = services;
        this.layout = layout;
    }

    /** A run with its name here, which no other run of the page has. */
    private record Compared(ExperimentInProject run, String name) {}

    @Override
    public Reply show(Request request) {
        String workspace = request.inPath("workspace");
        String project = request.inPath("project");
        List<String> keys = request.queries("run").stream().distinct().toList();
        List<Compared> runs = runs(keys.subList(0, Math.min(RUNS, keys.size())));
        Layout.Draft page = layout.page(request)
                .heading("Comparison of " + DisplayText.count(runs.size(), "run"))
                .crumb(workspace, Links.workspace(workspace))
                .crumb(project, Links.project(workspace, project));
        if (runs.isEmpty()) {
            return page.show(p(
                    text("No run is chosen. Tick runs on the page of "),
                    a(project).withHref(Links.project(workspace, project)),
                    text(".")));
        }
        return page.show(
                iff(
                        keys.size() > RUNS,
                        p("The first " + RUNS + " of " + DisplayText.count(keys.size(), "run") + ".")
                                .withClass("note")),
                overview(runs),
                curves(request, runs),
                section(h2("Parameters"), values(runs, Source.PARAMS, "Parameters", "The runs have no parameters.")),
                metrics(runs),
                section(h2("Others"), values(runs, Source.LOG_OTHER, "Others", "The runs have no other values.")));
    }

    private List<Compared> runs(List<String> keys) {
        List<ExperimentInProject> placed =
                keys.stream().map(key -> services.experiments().get(key)).toList();
        Map<String, Integer> named = new HashMap<>();
        placed.forEach(run -> named.merge(Runs.name(run.row()), 1, Integer::sum));
        return placed.stream()
                .map(run -> {
                    String name = Runs.name(run.row());
                    String key = run.row().key();
                    return new Compared(
                            run,
                            named.get(name) == 1 ? name : name + " " + key.substring(0, Math.min(8, key.length())));
                })
                .toList();
    }

    private DomContent overview(List<Compared> runs) {
        HtmlTable table = HtmlTable.of("Runs")
                .text("Run", "State", "Started (UTC)")
                .number("Duration")
                .text("Tags");
        for (Compared compared : runs) {
            ExperimentInProject run = compared.run();
            table.row(
                    a(compared.name()).withHref(Runs.address(run)),
                    DisplayText.state(run.row()),
                    DisplayText.time(run.row().start()),
                    text(DisplayText.duration(run.row().duration())),
                    each(
                            services.log().tags(run.row().key()),
                            tag -> span(span(tag).withClass("tag"), text(" "))));
        }
        return section(h2("Runs"), table.html());
    }

    private DomContent curves(Request request, List<Compared> runs) {
        Map<String, List<Value>> metrics = byName(runs, Source.METRICS);
        if (metrics.isEmpty()) {
            return section(h2("Curves"), RunPage.nothing("The runs have no metrics."));
        }
        String asked = request.query("metric");
        String metric = asked != null && metrics.containsKey(asked) ? asked : mostDrawn(metrics);
        List<ChartLine> curves = new ArrayList<>();
        for (Compared compared : runs) {
            curves.add(new ChartLine(
                    compared.name(), services.log().metric(compared.run().row().key(), metric)));
        }
        Axis axis = Axis.of(request.query("axis"), curves);
        return section(
                h2("Curves"),
                form(
                                each(
                                        runs,
                                        compared -> input().withType("hidden")
                                                .withName("run")
                                                .withValue(compared.run().row().key())),
                                label(
                                        text("Metric "),
                                        select(each(metrics.keySet().stream()
                                                        .map(name -> option(name)
                                                                .withValue(name)
                                                                .withCondSelected(name.equals(metric)))))
                                                .withName("metric")),
                                ChartControls.of(request))
                        .withMethod("get")
                        .withClass("row controls"),
                Chart.large("chart", curves, axis, request.query("log") != null).figure(h3(metric), metric));
    }

    /** The metric that most runs have, with the most values: a curve, not a single number; the machine's come last. */
    private static String mostDrawn(Map<String, List<Value>> metrics) {
        Comparator<Map.Entry<String, List<Value>>> order =
                Comparator.comparing(entry -> !entry.getKey().startsWith("sys."));
        return metrics.entrySet().stream()
                .max(order.thenComparing(entry ->
                                entry.getValue().stream().filter(v -> v != null).count())
                        .thenComparing(entry -> entry.getValue().stream()
                                .mapToLong(value -> value == null ? 0 : value.count())
                                .sum()))
                .orElseThrow()
                .getKey();
    }

    private DomContent values(List<Compared> runs, Source source, String title, String none) {
        Map<String, List<Value>> values = byName(runs, source);
        if (values.isEmpty()) {
            return RunPage.nothing(none);
        }
        HtmlTable table = HtmlTable.of(title).text("Name", "Compared");
        runs.forEach(run -> table.text(run.name()));
        List<Map.Entry<String, List<Value>>> rows = new ArrayList<>(values.entrySet());
        rows.sort(Comparator.comparing(row -> !differs(row.getValue())));
        for (Map.Entry<String, List<Value>> row : rows) {
            boolean differs = differs(row.getValue());
            List<DomContent> cells = new ArrayList<>();
            cells.add(text(row.getKey()));
            cells.add(
                    differs
                            ? span("≠ differs").withClass("differs")
                            : span("same").withClass("quiet"));
            row.getValue()
                    .forEach(value -> cells.add(
                            value == null
                                    ? span("–").withClass("quiet").attr("title", "not logged")
                                    : RunTexts.exact(value)));
            table.styled(differs ? "different" : null, cells.toArray(DomContent[]::new));
        }
        return table.html();
    }

    private static boolean differs(List<Value> values) {
        return new HashSet<>(values.stream()
                                .map(value -> value == null ? null : value.text())
                                .toList())
                        .size()
                > 1;
    }

    private DomContent metrics(List<Compared> runs) {
        Map<String, List<Value>> metrics = byName(runs, Source.METRICS);
        HtmlTable table = HtmlTable.of("Metrics").text("Metric", "Value");
        runs.forEach(run -> table.number(run.name()));
        metrics.forEach((name, values) -> {
            row(table, name, "last", values, Value::current);
            row(table, name, "least", values, Value::least);
            row(table, name, "greatest", values, Value::greatest);
        });
        return section(h2("Metrics"), table.isEmpty() ? RunPage.nothing("The runs have no metrics.") : table.html());
    }

    private static void row(
            HtmlTable table, String name, String side, List<Value> values, Function<Value, LoggedValue> mark) {
        List<DomContent> cells = new ArrayList<>();
        boolean first = side.equals("last");
        cells.add(first ? text(name) : span(name).withClass("unseen"));
        cells.add(text(side));
        values.forEach(value -> cells.add(value == null ? text("–") : RunMetrics.value(mark.apply(value))));
        table.styled(first ? "first" : null, cells.toArray(DomContent[]::new));
    }

    /** For each name the values of the runs, in their order; null where a run has none. */
    private Map<String, List<Value>> byName(List<Compared> runs, Source source) {
        Map<String, List<Value>> byName = new TreeMap<>();
        for (int i = 0; i < runs.size(); i++) {
            for (Value value : services.log().values(runs.get(i).run().row().key(), source)) {
                List<Value> values = byName.computeIfAbsent(value.name(), name -> empty(runs.size()));
                values.set(i, value);
            }
        }
        return byName;
    }

    private static List<Value> empty(int size) {
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            values.add(null);
        }
        return values;
    }
}
