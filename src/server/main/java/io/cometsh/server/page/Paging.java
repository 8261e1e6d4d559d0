package io.cometsh.server.page;

import static j2html.TagCreator.a;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.span;

import io.cometsh.server.route.Request;
import j2html.tags.DomContent;
import java.util.List;
import java.util.Locale;

/** A part of a long list, and the way to the parts before and after it. */
final class Paging {
    private static final String PARAMETER = "from";

    /** The other parameters of an address, which the previous and the next page share. */
    private static final List<String> KEPT = List.of(RunTab.PARAMETER, "name", "metric", "axis", "log");

    private Paging() {}

    /** Where the part begins that a request asks for. */
    static int from(Request request, int size) {
        Long from = request.number(PARAMETER);
        return from == null ? 0 : (int) Math.max(0, Math.min(from, size));
    }

    /** Nothing when all of it is shown. */
    static DomContent links(Request request, String address, int from, int length, int size, String noun) {
        int to = Math.min(size, from + length);
        return iff(
                from > 0 || to < size,
                nav(
                                iff(from > 0, a("Before").withHref(at(request, address, Math.max(0, from - length)))),
                                span(String.format(
                                        Locale.ROOT, "%,d–%,d of %s", from + 1, to, DisplayText.count(size, noun))),
                                iff(to < size, a("Next").withHref(at(request, address, to))))
                        .withClass("row")
                        .attr("aria-label", "Parts of the " + noun + "s"));
    }

    private static String at(Request request, String address, int from) {
        return same(request, address) + PARAMETER + "=" + from;
    }

    /** The address of a request without the part of a list that it asks for; parameters can follow. */
    static String same(Request request, String address) {
        StringBuilder query = new StringBuilder();
        for (String name : KEPT) {
            for (String value : request.queries(name)) {
                query.append(name).append('=').append(Links.part(value)).append('&');
            }
        }
        return address + "?" + query;
    }
}
