package io.cometsh.server.page;

import static j2html.TagCreator.a;
import static j2html.TagCreator.button;
import static j2html.TagCreator.code;
import static j2html.TagCreator.dd;
import static j2html.TagCreator.div;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.li;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import io.cometsh.server.route.Reply;
import io.cometsh.server.route.Request;
import io.cometsh.server.route.Services;
import io.cometsh.server.service.ExperimentService.ExperimentInProject;
import io.cometsh.server.store.ExperimentRow;
import j2html.tags.DomContent;
import java.io.IOException;
import java.util.List;

/** {@code /{workspace}/{project}/{key}}: a run. What changes while it runs is fresh every few seconds. */
final class RunPage implements Page {
    private final Services services;
    private final Layout layout;
    private final RunMetrics metrics;
    private final RunFileLists files;
    private final RunTexts texts;

    RunPage(Services services, Layout layout) {
        this.services = services;
        this.layout = layout;
        this.metrics = new RunMetrics(services);
        this.files = new RunFileLists(services);
        this.texts = new RunTexts(services);
    }

    @Override
    public Reply show(Request request) throws IOException {
        ExperimentInProject run = services.experiments().get(request.inPath("key"));
        ExperimentRow row = run.row();
        RunTab tab = RunTab.of(request.query(RunTab.PARAMETER));
        String workspace = run.project().workspace();
        String project = run.project().name();
        Layout.Draft page = layout.page(request)
                .heading(Runs.name(row))
                .crumb(workspace, Links.workspace(workspace))
                .crumb(project, Links.project(workspace, project))
                .crumb(Runs.name(row), Runs.address(run));
        if (row.running()) {
            page.uses("live.js");
        }
        return page.show(
                iff(row.running(), live(Paging.same(request, Runs.address(run)))),
                facts(row).withId("facts").attr("data-fresh", ""),
                tabs(run, tab),
                section(h2(tab.title()).withClass("unseen"), content(request, run, tab))
                        .withId("part")
                        .attr("data-fresh", ""));
    }

    /** The button does nothing without the script, which shows it. */
    private static DomContent live(String address) {
        return div(
                        a("Refresh").withHref(address).withClass("button"),
                        button("Pause live updates").withType("button").isHidden(),
                        span().attr("role", "status").withClass("quiet"))
                .withClass("row live")
                .attr("data-live", "");
    }

    private j2html.tags.specialized.DlTag facts(ExperimentRow row) {
        List<String> tags = services.log().tags(row.key());
        return dl(
                        fact("State", DisplayText.state(row)),
                        iff(row.error() != null, fact("Error", span(row.error()).withClass("problem"))),
                        iff(row.archived(), fact("Archived", text("yes"))),
                        fact("Started (UTC)", DisplayText.time(row.start())),
                        iff(row.end() != null, fact("Ended (UTC)", DisplayText.time(row.endOrLast()))),
                        fact("Duration", text(DisplayText.duration(row.duration()))),
                        fact("User", text(row.userName())),
                        iff(row.fileName() != null, fact("File", code(String.valueOf(row.fileName())))),
                        fact("Key", code(row.key())),
                        iff(
                                !tags.isEmpty(),
                                fact("Tags", each(tags, tag -> span(span(tag).withClass("tag"), text(" "))))))
                .withClass("facts");
    }

    static DomContent fact(String name, DomContent value) {
        return div(dt(name), dd(value));
    }

    private static DomContent tabs(ExperimentInProject run, RunTab shown) {
        return nav(ul(each(
                        List.of(RunTab.values()),
                        tab -> li(a(tab.title())
                                .withHref(Runs.address(run, tab))
                                .condAttr(tab == shown, "aria-current", "page")))))
                .withClass("tabs")
                .attr("aria-label", "Parts of this run");
    }

    private DomContent content(Request request, ExperimentInProject run, RunTab tab) throws IOException {
        return switch (tab) {
            case CHARTS -> metrics.charts(request, run);
            case METRICS -> metrics.metrics(request, run);
            case PARAMETERS -> texts.parameters(run);
            case OUTPUT -> texts.output(run);
            case ASSETS -> files.assets(request, run);
            case ARTIFACTS -> files.artifacts(run);
            case CODE -> texts.code(run);
            case SYSTEM -> div(metrics.system(request, run), texts.system(run));
        };
    }

    /** What a part shows that has nothing. */
    static DomContent nothing(String sentence) {
        return p(sentence).withClass("quiet");
    }
}
