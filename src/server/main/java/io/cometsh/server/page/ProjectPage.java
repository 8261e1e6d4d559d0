package io.cometsh.server.page;

import static j2html.TagCreator.a;
import static j2html.TagCreator.button;
import static j2html.TagCreator.code;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.fieldset;
import static j2html.TagCreator.form;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.input;
import static j2html.TagCreator.label;
import static j2html.TagCreator.legend;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.span;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.cometsh.server.route.Reply;
import io.cometsh.server.route.Request;
import io.cometsh.server.route.Services;
import io.cometsh.server.service.CometFailure;
import io.cometsh.server.service.LogService.ColumnName;
import io.cometsh.server.service.ProjectService.ColumnView;
import io.cometsh.server.service.QueryService.HitPage;
import io.cometsh.server.store.ProjectRow;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code /{workspace}/{project}}: the table of the project's runs, with the query box, sorting, pages, and runs to compare. */
final class ProjectPage implements io.cometsh.server.page.Page {
    private static final int SIZE = 50;
    private static final int USUAL_METRICS = 5;
    private static final int USUAL_PARAMETERS = 4;
    /** More boxes than this are of no use on a page. */
    private static final int MOST_CHOICES = 300;

    private static final String EXAMPLE = "Metric(\"loss\") < 0.2 & ~Tag(\"bad\")";

    private final Services services;
    private final Layout layout;
    private final QueryReader queries;

    ProjectPage(Services services, Layout layout, QueryReader queries) {
        this.services = services;
        this.layout = layout;
        this.queries = queries;
    }

    /** The result of the query in the box. */
    private record Answered(HitPage runs, String problem, List<String> warnings) {}

    @Override
    public Reply show(Request request) {
        ProjectRow project = services.projects().row(null, request.inPath("workspace"), request.inPath("project"));
        String address = Links.project(project.workspace(), project.name());
        TableView view = TableView.of(request);
        List<ColumnView> known = services.projects().columns(project.id(), null, null);
        List<String> choices = choices(known);
        List<String> columns = view.columns().isEmpty() ? usual(choices) : view.columns();
        Answered answered = answered(project, view, known);
        Layout.Draft draft = layout.page(request)
                .heading(project.name())
                .crumb(project.workspace(), Links.workspace(project.workspace()))
                .crumb(project.name(), address);
        return draft.show(
                iff(
                        notBlank(project.description()),
                        p(DisplayText.or(project.description())).withClass("quiet")),
                iff(
                        notBlank(project.notes()),
                        details(
                                summary("Notes"),
                                pre(DisplayText.or(project.notes())).withClass("wrap"))),
                box(address, view, answered),
                iff(
                        answered.problem() == null,
                        each(
                                div(
                                                count(answered.runs(), view),
                                                other(address, view),
                                                chooser(address, view, columns, choices))
                                        .withClass("row tools"),
                                runs(project, view, columns, answered.runs()),
                                pages(address, view, answered.runs().total()))));
    }

    private DomContent runs(ProjectRow project, TableView view, List<String> columns, HitPage runs) {
        if (runs.hits().isEmpty()) {
            return p(view.query().isEmpty() ? "No runs here." : "No run matches the query.")
                    .withClass("quiet");
        }
        List<ColumnName> names = columns.stream()
                .flatMap(column -> TableView.column(column).stream())
                .toList();
        return new RunTable(project, view, names, services.log().lines(runs.hits(), names)).show();
    }

    // ---- the query

    private Answered answered(ProjectRow project, TableView view, List<ColumnView> columns) {
        if (view.query().isEmpty() || queries == null) {
            return new Answered(search(project, view, NullNode.getInstance()), null, List.of());
        }
        try {
            QueryReader.PageQuery query = queries.read(
                    view.query(),
                    project.workspace() + "/" + project.name(),
                    columns.stream()
                            .map(column -> new QueryReader.QueryColumn(column.name(), column.source(), column.type()))
                            .toList());
            HitPage runs = query.rulesTree() == null
                    ? new HitPage(project, 0, List.of())
                    : search(project, view, services.json().valueToTree(query.rulesTree()));
            return new Answered(runs, null, query.warnings());
        } catch (QueryReader.Refused | CometFailure e) {
            return new Answered(new HitPage(project, 0, List.of()), e.getMessage(), List.of());
        }
    }

    private HitPage search(ProjectRow project, TableView view, JsonNode rules) {
        return services.queries().search(project, rules, view.archived(), view.order(), view.page(), SIZE);
    }

    private DomContent box(String address, TableView view, Answered answered) {
        if (queries == null) {
            return text("");
        }
        boolean bad = answered.problem() != null;
        boolean warned = !answered.warnings().isEmpty();
        return form(
                        label("Query").withFor("q"),
                        div(
                                        input().withType("search")
                                                .withId("q")
                                                .withName("q")
                                                .withValue(view.query())
                                                .withClass("code")
                                                .attr("autocomplete", "off")
                                                .attr("autocapitalize", "none")
                                                .attr("spellcheck", "false")
                                                .attr(
                                                        "aria-describedby",
                                                        (bad ? "q-problem " : "") + (warned ? "q-note " : "")
                                                                + "q-help")
                                                .condAttr(bad, "aria-invalid", "true")
                                                .condAttr(bad, "autofocus", ""),
                                        button("Find"),
                                        iff(
                                                !view.query().isEmpty(),
                                                a("Clear")
                                                        .withHref(new TableView(
                                                                        "",
                                                                        view.sort(),
                                                                        view.descending(),
                                                                        view.archived(),
                                                                        view.columns(),
                                                                        1)
                                                                .address(address))))
                                .withClass("search"),
                        hidden(view, Set.of("q", "page")),
                        iff(bad, problem(DisplayText.or(answered.problem()))),
                        iff(
                                warned,
                                p(answered.warnings().stream()
                                                .map(DisplayText::sentence)
                                                .collect(Collectors.joining("\n")))
                                        .withId("q-note")
                                        .withClass("note")),
                        p(
                                        text("Such as "),
                                        code(EXAMPLE),
                                        text(
                                                ". Metric, Parameter, Tag, Other, Metadata and Environment are compared with"),
                                        text(" < <= > >= == != and joined with & | ~."))
                                .withId("q-help")
                                .withClass("quiet small"))
                .withMethod("get")
                .withAction(address)
                .attr("role", "search")
                .attr("aria-label", "Runs by query")
                .withClass("stack query");
    }

    /** The sentence, and where in the text the problem is. */
    private static DomContent problem(String message) {
        String[] parts = message.split("\n", 2);
        return div(p(DisplayText.sentence(parts[0])), iff(parts.length > 1, pre(parts[parts.length - 1])))
                .withId("q-problem")
                .withClass("problem")
                .attr("role", "alert");
    }

    private static DomContent hidden(TableView view, Set<String> without) {
        return each(
                view.parameters().stream()
                        .filter(parameter -> !without.contains(parameter.getKey()))
                        .toList(),
                parameter ->
                        input().withType("hidden").withName(parameter.getKey()).withValue(parameter.getValue()));
    }

    // ---- above and below the table

    private static DomContent count(HitPage runs, TableView view) {
        String what = view.archived() ? "archived run" : "run";
        return span(DisplayText.count(runs.total(), what)).attr("role", "status");
    }

    private static DomContent other(String address, TableView view) {
        return a(view.archived() ? "Current runs" : "Archived runs")
                .withHref(view.withArchived(!view.archived()).address(address));
    }

    private static DomContent chooser(String address, TableView view, List<String> columns, List<String> choices) {
        if (choices.isEmpty()) {
            return text("");
        }
        Set<String> offered = new LinkedHashSet<>(columns);
        choices.stream().limit(MOST_CHOICES).forEach(offered::add);
        return details(
                        summary("Columns"),
                        form(
                                        fieldset(
                                                legend("Columns of the table").withClass("unseen"),
                                                div(each(
                                                                offered.stream()
                                                                        .sorted()
                                                                        .toList(),
                                                                choice -> label(
                                                                                input().withType("checkbox")
                                                                                        .withName("column")
                                                                                        .withValue(choice)
                                                                                        .withCondChecked(
                                                                                                columns.contains(
                                                                                                        choice)),
                                                                                text(" " + DisplayText.cut(choice, 60)))
                                                                        .withTitle(choice)))
                                                        .withClass("choices")),
                                        iff(
                                                choices.size() > MOST_CHOICES,
                                                p("The " + MOST_CHOICES + " of "
                                                                + DisplayText.count(choices.size(), "column")
                                                                + " that most runs have. For another one, write its name"
                                                                + " into the address: &column=metrics.loss.")
                                                        .withClass("quiet")),
                                        hidden(view, Set.of("column", "page")),
                                        button("Show these columns"))
                                .withMethod("get")
                                .withAction(address)
                                .withClass("stack"))
                .withClass("menu");
    }

    private static DomContent pages(String address, TableView view, int total) {
        int last = Math.max(1, (total + SIZE - 1) / SIZE);
        if (last == 1 && view.page() == 1) {
            return text("");
        }
        return nav(
                        step("First", view.page() > 1, address, view.withPage(1)),
                        step("Previous", view.page() > 1, address, view.withPage(Math.min(view.page() - 1, last))),
                        span("Page " + DisplayText.number(view.page()) + " of " + DisplayText.number(last)),
                        step("Next", view.page() < last, address, view.withPage(view.page() + 1)),
                        step("Last", view.page() < last, address, view.withPage(last)))
                .attr("aria-label", "Pages")
                .withClass("row");
    }

    private static DomContent step(String name, boolean possible, String address, TableView view) {
        return possible
                ? a(name).withHref(view.address(address)).withClass("button")
                : span(name).withClass("button off").attr("aria-hidden", "true");
    }

    // ---- columns

    /** The names of all columns of values, those first that most runs have. */
    private static List<String> choices(List<ColumnView> columns) {
        return columns.stream()
                .filter(column -> !column.name().equals("Name"))
                .sorted(Comparator.comparingInt(ColumnView::experiments).reversed())
                .flatMap(column -> TableView.name(column.source(), column.name()).stream())
                .toList();
    }

    /** A few metrics and parameters, without the ones that the SDK logs automatically. */
    private static List<String> usual(List<String> choices) {
        List<String> usual = new ArrayList<>();
        for (Map.Entry<String, Integer> kind :
                List.of(Map.entry("metrics.", USUAL_METRICS), Map.entry("params.", USUAL_PARAMETERS))) {
            choices.stream()
                    .filter(choice -> choice.startsWith(kind.getKey()))
                    .filter(choice -> !choice.startsWith("metrics.sys."))
                    .limit(kind.getValue())
                    .sorted()
                    .forEach(usual::add);
        }
        return usual;
    }

    private static boolean notBlank(String text) {
        return text != null && !text.isBlank();
    }
}
