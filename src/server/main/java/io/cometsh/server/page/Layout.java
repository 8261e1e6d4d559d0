package io.cometsh.server.page;

import static j2html.TagCreator.a;
import static j2html.TagCreator.body;
import static j2html.TagCreator.button;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.form;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.head;
import static j2html.TagCreator.header;
import static j2html.TagCreator.html;
import static j2html.TagCreator.li;
import static j2html.TagCreator.link;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.ol;
import static j2html.TagCreator.script;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;
import static j2html.TagCreator.title;

import io.cometsh.server.route.Reply;
import io.cometsh.server.route.Request;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What all pages have in common: head, crumbs, landmarks and the headers of the reply. */
final class Layout {
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self';"
                    + " form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private final Files files;

    Layout(Files files) {
        this.files = files;
    }

    /** The headers of everything that a browser shows of this server. */
    static Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Security-Policy", POLICY);
        headers.put("X-Content-Type-Options", "nosniff");
        // Other servers are sent nothing. With no-referrer, browsers send "Origin: null" with forms, which cannot be
        // checked.
        headers.put("Referrer-Policy", "same-origin");
        headers.put("Cache-Control", "no-store");
        return headers;
    }

    /**
     * Begins a page.
     *
     * @param request the request it answers; null when it is unknown
     */
    Draft page(Request request) {
        return new Draft(request);
    }

    /** A page that is being made. */
    final class Draft {
        private final Request request;
        private final List<Crumb> crumbs = new ArrayList<>();
        private final List<String> scripts = new ArrayList<>();
        private String title = "cometsh";
        private int status = 200;

        private record Crumb(String name, String address) {}

        private Draft(Request request) {
            this.request = request;
        }

        /** The heading, which is also the title of the window. */
        Draft heading(String text) {
            title = text;
            return this;
        }

        /** A step of the way from the first page to this one. */
        Draft crumb(String name, String address) {
            crumbs.add(new Crumb(name, address));
            return this;
        }

        /** A script of this package's resources: {@code live.js}. */
        Draft uses(String file) {
            scripts.add(file);
            return this;
        }

        Draft status(int code) {
            status = code;
            return this;
        }

        /** Ends the page with what it shows below its heading. */
        Reply show(DomContent... content) {
            return new Reply.Content(
                    status, "text/html; charset=utf-8", headers(), Site.bytes("<!DOCTYPE html>\n" + document(content)));
        }

        private String document(DomContent... content) {
            return html(
                            head(
                                    meta().withCharset("utf-8"),
                                    meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                                    meta().withName("color-scheme").withContent("light dark"),
                                    title(title.equals("cometsh") ? title : title + " · cometsh"),
                                    link().withRel("icon").withHref(files.address("icon.svg")),
                                    link().withRel("stylesheet").withHref(files.address("style.css")),
                                    each(
                                            scripts,
                                            file -> script().withSrc(files.address(file))
                                                    .isDefer())),
                            body(
                                    a("Skip to the content").withClass("skip").withHref("#main"),
                                    header(way(), account()).withClass("bar"),
                                    main(h1(title), div(content).withClass("content"))
                                            .withId("main")
                                            .attr("tabindex", "-1")))
                    .withLang("en")
                    .render();
        }

        private DomContent way() {
            return nav(ol(
                            li(a("cometsh").withHref("/").withClass("home")),
                            each(crumbs, crumb -> li(a(crumb.name()).withHref(crumb.address())))))
                    .attr("aria-label", "Breadcrumb")
                    .withClass("crumbs");
        }

        /** Only where one signs in. */
        private DomContent account() {
            if (request == null || request.user() == null || !SignIn.isSession(request)) {
                return text("");
            }
            return form(span(request.user().name()), button("Sign out"))
                    .withMethod("post")
                    .withAction("/-/sign-out")
                    .withClass("account");
        }
    }
}
