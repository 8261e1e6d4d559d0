package io.cometsh.server.page;

import static j2html.TagCreator.a;
import static j2html.TagCreator.caption;
import static j2html.TagCreator.code;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.p;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import io.cometsh.server.route.Reply;
import io.cometsh.server.route.Request;
import io.cometsh.server.route.Services;
import io.cometsh.server.service.ProjectService.Counted;
import io.cometsh.server.store.ProjectRow;
import j2html.tags.DomContent;
import java.util.List;

/** {@code /{workspace}}: its projects, and the way to its artifacts and registry models. */
final class WorkspacePage implements Page {
    private final Services services;
    private final Layout layout;

    WorkspacePage(Services services, Layout layout) {
        this.services = services;
        this.layout = layout;
    }

    @Override
    public Reply show(Request request) {
        String workspace = request.inPath("workspace");
        List<Counted> projects = services.projects().projects(request.user(), workspace);
        return layout.page(request)
                .heading(workspace)
                .crumb(workspace, Links.workspace(workspace))
                .show(projects(workspace, projects));
    }

    static DomContent projects(String workspace, List<Counted> projects) {
        if (projects.isEmpty()) {
            return p(text("No projects yet. A run of the SDK makes one: "), code("comet_ml.start(project_name=\"…\")"))
                    .withClass("quiet");
        }
        return div(table(
                        caption("Projects of " + workspace).withClass("unseen"),
                        thead(tr(
                                th("Project").attr("scope", "col"),
                                th("Runs").attr("scope", "col").withClass("number"),
                                th("Last change (UTC)").attr("scope", "col"),
                                th("Description").attr("scope", "col"))),
                        tbody(each(projects, counted -> {
                            ProjectRow project = counted.project();
                            return tr(
                                    th(a(project.name()).withHref(Links.project(workspace, project.name())))
                                            .attr("scope", "row"),
                                    td(Shown.number(counted.experiments())).withClass("number"),
                                    td(Shown.time(project.updated())),
                                    td(project.description() == null ? "" : project.description())
                                            .withClass("prose"));
                        }))))
                .withClass("scroll");
    }
}
