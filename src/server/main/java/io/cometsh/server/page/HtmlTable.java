package io.cometsh.server.page;

import static j2html.TagCreator.caption;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;

/** A table whose first cell of each row is the row's heading. One that is wider than the page scrolls. */
final class HtmlTable {
    private record Head(String name, boolean number) {}

    private final String caption;
    private final List<Head> heads = new ArrayList<>();
    private final List<DomContent> rows = new ArrayList<>();

    private HtmlTable(String caption) {
        this.caption = caption;
    }

    /** {@code caption} is for screen readers: what is seen has a heading. */
    static HtmlTable of(String caption) {
        return new HtmlTable(caption);
    }

    HtmlTable text(String... names) {
        for (String name : names) {
            heads.add(new Head(name, false));
        }
        return this;
    }

    /** Columns of numbers, which are aligned on the right. */
    HtmlTable number(String... names) {
        for (String name : names) {
            heads.add(new Head(name, true));
        }
        return this;
    }

    HtmlTable row(DomContent... cells) {
        return styled(null, cells);
    }

    /** A row with a class of the style sheet. */
    HtmlTable styled(String style, DomContent... cells) {
        List<DomContent> row = new ArrayList<>();
        for (int i = 0; i < cells.length; i++) {
            String align = heads.get(i).number() ? "number" : null;
            row.add(
                    i == 0
                            ? th(cells[i]).attr("scope", "row").withCondClass(align != null, align)
                            : td(cells[i]).withCondClass(align != null, align));
        }
        rows.add(tr(each(row.stream())).withCondClass(style != null, style));
        return this;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    DomContent html() {
        return div(table(
                        caption(caption).withClass("unseen"),
                        thead(tr(each(
                                heads,
                                head -> th(head.name()).attr("scope", "col").withCondClass(head.number(), "number")))),
                        tbody(each(rows.stream()))))
                .withClass("scroll")
                .attr("tabindex", "0")
                .attr("role", "region")
                .attr("aria-label", caption);
    }
}
