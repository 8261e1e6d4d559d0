package io.cometsh.server.page;

import static j2html.TagCreator.a;
import static j2html.TagCreator.button;
import static j2html.TagCreator.caption;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.form;
import static j2html.TagCreator.input;
import static j2html.TagCreator.span;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import io.cometsh.server.service.LogService.ColumnName;
import io.cometsh.server.service.LogService.Line;
import io.cometsh.server.store.ExperimentRow;
import io.cometsh.server.store.ProjectRow;
import io.cometsh.server.store.ValueKind;
import j2html.tags.DomContent;
import java.util.List;
import java.util.stream.IntStream;

/** Runs in a table whose heads sort it. Ticked runs go to the page that compares them. */
final class RunTable {
    private final ProjectRow project;
    private final TableView view;
    private final List<ColumnName> columns;
    private final List<Line> lines;

    RunTable(ProjectRow project, TableView view, List<ColumnName> columns, List<Line> lines) {
        this.project = project;
        this.view = view;
        this.columns = columns;
        this.lines = lines;
    }

    DomContent show() {
        return form(
                        div(table(
                                        caption("Runs of " + project.name()).withClass("unseen"),
                                        thead(tr(
                                                td(span("Compare").withClass("unseen"))
                                                        .withClass("tick"),
                                                head(TableView.NAME, "Run", false),
                                                th("Tags").attr("scope", "col"),
                                                th("State").attr("scope", "col"),
                                                head(TableView.START, "Started (UTC)", false),
                                                head(TableView.DURATION, "Duration", true),
                                                each(
                                                        IntStream.range(0, columns.size())
                                                                .boxed()
                                                                .toList(),
                                                        this::head))),
                                        tbody(each(lines, this::line))))
                                .withClass("scroll"),
                        button("Compare ticked runs"))
                .withMethod("get")
                .withAction(Links.compare(project.workspace(), project.name()));
    }

    private DomContent head(int column) {
        ColumnName name = columns.get(column);
        return head(
                TableView.name(name.source().wire(), name.name()).orElseThrow(),
                switch (name.source()) {
                    case PARAMS -> "parameter";
                    case METRICS -> "metric";
                    default -> "other";
                },
                name.name(),
                isNumber(column));
    }

    private DomContent head(String column, String shown, boolean number) {
        return head(column, null, shown, number);
    }

    private DomContent head(String column, String kind, String shown, boolean number) {
        boolean sorted = view.sort().equals(column);
        return th(
                        kind == null ? text("") : span(kind).withClass("kind"),
                        a(shown).withHref(view.sortedBy(column)
                                .address(Links.project(project.workspace(), project.name()))),
                        sorted ? span(view.descending() ? " ↓" : " ↑").attr("aria-hidden", "true") : text(""))
                .attr("scope", "col")
                .condAttr(sorted, "aria-sort", view.descending() ? "descending" : "ascending")
                .withCondClass(number, "number");
    }

    private DomContent line(Line line) {
        ExperimentRow run = line.row();
        String name = or(run.name(), run.key());
        return tr(
                td(input().withType("checkbox")
                                .withName("run")
                                .withValue(run.key())
                                .attr("aria-label", "Compare " + name))
                        .withClass("tick"),
                th(a(name).withTitle(name).withHref(Links.run(project.workspace(), project.name(), run.key())))
                        .attr("scope", "row"),
                td(DisplayText.tags(line.tags())),
                td(DisplayText.state(run)),
                td(DisplayText.time(run.start())),
                td(DisplayText.duration(run.duration())).withClass("number"),
                each(IntStream.range(0, columns.size()).boxed().toList(), column -> cell(line, column)));
    }

    private DomContent cell(Line line, int column) {
        String value = line.values().get(column);
        if (value == null) {
            return td();
        }
        String shown = DisplayText.value(value);
        return td(shown)
                .withCondClass(isNumber(column), "number")
                .condAttr(!shown.equals(value), "title", DisplayText.cut(value, 1000));
    }

    private boolean isNumber(int column) {
        return lines.stream()
                .map(line -> line.values().get(column))
                .allMatch(value -> value == null || ValueKind.of(value) == ValueKind.NUMBER);
    }

    private static String or(String text, String other) {
        return text == null || text.isBlank() ? other : text;
    }
}
