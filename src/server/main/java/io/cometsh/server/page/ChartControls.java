package io.cometsh.server.page;

import static j2html.TagCreator.button;
import static j2html.TagCreator.each;
import static j2html.TagCreator.input;
import static j2html.TagCreator.label;
import static j2html.TagCreator.option;
import static j2html.TagCreator.select;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;

import io.cometsh.server.route.Request;
import j2html.tags.DomContent;
import java.util.List;

/** The part of a form that controls how charts are drawn. */
final class ChartControls {
    private ChartControls() {}

    static DomContent of(Request request) {
        String axis = request.query("axis");
        return span(
                        label(
                                text("Axis "),
                                select(
                                                option("automatic").withValue(""),
                                                each(
                                                        List.of(Axis.values()),
                                                        each -> option(each.word())
                                                                .withValue(each.word())
                                                                .withCondSelected(each.word()
                                                                        .equals(axis))))
                                        .withName("axis")),
                        label(
                                input().withType("checkbox")
                                        .withName("log")
                                        .withCondChecked(request.query("log") != null),
                                text(" Logarithmic")),
                        button("Show").withType("submit"))
                .withClass("row");
    }
}
