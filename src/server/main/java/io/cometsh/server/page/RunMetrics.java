package io.cometsh.server.page;

import static j2html.TagCreator.a;
import static j2html.TagCreator.button;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.form;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.input;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.text;

import io.cometsh.server.route.Request;
import io.cometsh.server.route.Services;
import io.cometsh.server.service.ExperimentService.ExperimentInProject;
import io.cometsh.server.store.LoggedValue;
import io.cometsh.server.store.MetricPoint;
import io.cometsh.server.store.Source;
import io.cometsh.server.store.Value;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The metrics of a run: as charts, as a table, and point by point. */
final class RunMetrics {
    private static final int CHARTS = 24;
    private static final int POINTS = 500;
    private static final String SYSTEM = "sys.";

    private final Services services;

    RunMetrics(Services services) {
        this.services = services;
    }

    /** A chart for each metric. */
    DomContent charts(Request request, ExperimentInProject run) {
        List<Value> metrics = logged(run, false);
        return metrics.isEmpty()
                ? RunPage.nothing("No metrics yet. The SDK logs them with log_metric(name, value, step).")
                : charts(request, run, RunTab.CHARTS, metrics);
    }

    /** What the SDK measured of the machine. */
    DomContent system(Request request, ExperimentInProject run) {
        List<Value> metrics = logged(run, true);
        return iff(!metrics.isEmpty(), section(h2("Measurements"), charts(request, run, RunTab.SYSTEM, metrics)));
    }

    private DomContent charts(Request request, ExperimentInProject run, RunTab tab, List<Value> metrics) {
        String wanted =
                request.query("name") == null ? "" : request.query("name").strip();
        List<Value> found = metrics.stream()
                .filter(metric -> metric.name().toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT)))
                .toList();
        int from = Paging.from(request, found.size());
        List<Value> shown = found.subList(from, Math.min(found.size(), from + CHARTS));
        return div(
                controls(
                        request,
                        tab,
                        input().withType("search")
                                .withName("name")
                                .withValue(wanted)
                                .withId("name")
                                .withPlaceholder("name contains")
                                .attr("aria-label", "Show metrics whose name contains")),
                iff(found.isEmpty(), RunPage.nothing("No metric has \"" + wanted + "\" in its name.")),
                div(each(shown, metric -> chart(request, run, metric))).withClass("charts"),
                Paging.links(request, Runs.address(run), from, CHARTS, found.size(), "metric"));
    }

    private DomContent chart(Request request, ExperimentInProject run, Value metric) {
        ChartLine curve = curve(run, metric.name());
        Axis axis = axis(request, List.of(curve));
        return Chart.small("chart-" + metric.column(), List.of(curve), axis, isLog(request))
                .figure(
                        h3(a(metric.name()).withHref(address(run, metric.name())), text(" "), last(metric)),
                        metric.name());
    }

    private static DomContent last(Value metric) {
        return span(value(metric.current())).withClass("quiet");
    }

    /** Every metric in a table; or the points of the metrics that the request names. */
    DomContent metrics(Request request, ExperimentInProject run) {
        List<String> names = request.queries("metric");
        if (!names.isEmpty()) {
            return points(request, run, names);
        }
        List<Value> metrics = services.log().values(run.row().key(), Source.METRICS);
        if (metrics.isEmpty()) {
            return RunPage.nothing("No metrics yet. The SDK logs them with log_metric(name, value, step).");
        }
        HtmlTable table =
                HtmlTable.of("Metrics").text("Metric").number("Last", "Least", "Greatest", "Values", "Last step");
        for (Value metric : metrics) {
            table.row(
                    div(
                                    input().withType("checkbox")
                                            .withName("metric")
                                            .withValue(metric.name())
                                            .attr("aria-label", "Draw " + metric.name()),
                                    a(metric.name()).withHref(address(run, metric.name())))
                            .withClass("row"),
                    value(metric.current()),
                    value(metric.least()),
                    value(metric.greatest()),
                    text(DisplayText.number(metric.count())),
                    text(
                            metric.current().step() == null
                                    ? ""
                                    : metric.current().step().toString()));
        }
        return form(
                        input().withType("hidden").withName(RunTab.PARAMETER).withValue(RunTab.METRICS.word()),
                        table.html(),
                        button("Draw ticked metrics in one chart").withType("submit"))
                .withMethod("get");
    }

    private DomContent points(Request request, ExperimentInProject run, List<String> names) {
        List<ChartLine> curves = names.stream().map(name -> curve(run, name)).toList();
        Axis axis = axis(request, curves);
        String title = String.join(", ", names);
        List<DomContent> hidden = names.stream()
                .map(name -> (DomContent)
                        input().withType("hidden").withName("metric").withValue(name))
                .toList();
        boolean one = curves.size() == 1;
        List<DomContent> tables = new ArrayList<>();
        for (ChartLine curve : curves) {
            DomContent table = table(request, run, curve);
            String values = "Values of " + curve.name();
            tables.add(one ? section(h3(values), table) : details(summary(values), table));
        }
        return div(
                p(a("All metrics").withHref(Runs.address(run, RunTab.METRICS))),
                controls(request, RunTab.METRICS, hidden.toArray(DomContent[]::new)),
                Chart.large("chart", curves, axis, isLog(request)).figure(h3(title), title),
                each(tables.stream()));
    }

    private DomContent table(Request request, ExperimentInProject run, ChartLine curve) {
        List<MetricPoint> points = curve.points();
        int from = Paging.from(request, points.size());
        HtmlTable table = HtmlTable.of("Values of " + curve.name())
                .number("Value", "Step", "Epoch")
                .text("Time (UTC)", "Context");
        for (MetricPoint point : points.subList(from, Math.min(points.size(), from + POINTS))) {
            table.row(
                    text(point.text()),
                    text(point.step() == null ? "" : point.step().toString()),
                    text(point.epoch() == null ? "" : point.epoch().toString()),
                    DisplayText.exactTime(point.timestamp()),
                    text(point.context() == null ? "" : point.context()));
        }
        return div(
                points.isEmpty() ? RunPage.nothing("This run has no metric \"" + curve.name() + "\".") : table.html(),
                Paging.links(request, Runs.address(run), from, POINTS, points.size(), "value"));
    }

    private List<Value> logged(ExperimentInProject run, boolean system) {
        return services.log().values(run.row().key(), Source.METRICS).stream()
                .filter(metric -> metric.name().startsWith(SYSTEM) == system)
                .toList();
    }

    private ChartLine curve(ExperimentInProject run, String name) {
        return new ChartLine(name, services.log().metric(run.row().key(), name));
    }

    static String address(ExperimentInProject run, String metric) {
        return Runs.address(run, RunTab.METRICS) + "&metric=" + Links.part(metric);
    }

    /** A shortened value, with the full value as its title. */
    static DomContent value(LoggedValue mark) {
        String text = mark.text() == null ? "" : mark.text();
        return span(DisplayText.value(text)).withTitle(text);
    }

    private static Axis axis(Request request, List<ChartLine> curves) {
        return Axis.of(request.query("axis"), curves);
    }

    private static boolean isLog(Request request) {
        return request.query("log") != null;
    }

    private static DomContent controls(Request request, RunTab tab, DomContent... more) {
        return form(
                        input().withType("hidden").withName(RunTab.PARAMETER).withValue(tab.word()),
                        each(more),
                        ChartControls.of(request))
                .withMethod("get")
                .withClass("row controls");
    }
}
