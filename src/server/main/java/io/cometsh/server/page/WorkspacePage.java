package io.cometsh.server.page;

import static j2html.TagCreator.a;
import static j2html.TagCreator.code;
import static j2html.TagCreator.each;
import static j2html.TagCreator.li;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.p;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import io.cometsh.server.route.Reply;
import io.cometsh.server.route.Request;
import io.cometsh.server.route.Services;
import io.cometsh.server.service.ProjectService.CountedProject;
import io.cometsh.server.store.ProjectRow;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
        List<CountedProject> projects = services.projects().projects(request.user(), workspace);
        return layout.page(request)
                .heading(workspace)
                .crumb(workspace, Links.workspace(workspace))
                .show(tabs(workspace, "Projects"), projects(workspace, projects));
    }

    /** The parts of a workspace, as links; the current one is marked. */
    static DomContent tabs(String workspace, String current) {
        return nav(ul(each(
                        List.of(
                                Map.entry("Projects", Links.workspace(workspace)),
                                Map.entry("Artifacts", Links.artifacts(workspace)),
                                Map.entry("Model registry", Links.models(workspace))),
                        tab -> li(a(tab.getKey())
                                .withHref(tab.getValue())
                                .condAttr(tab.getKey().equals(current), "aria-current", "page")))))
                .attr("aria-label", "Workspace")
                .withClass("tabs");
    }

    static DomContent projects(String workspace, List<CountedProject> projects) {
        if (projects.isEmpty()) {
            return p(text("No projects yet. A run of the SDK makes one: "), code("comet_ml.start(project_name=\"…\")"))
                    .withClass("quiet");
        }
        boolean described = projects.stream()
                .anyMatch(counted ->
                        !DisplayText.or(counted.project().description()).isBlank());
        HtmlTable table = HtmlTable.of("Projects of " + workspace)
                .text("Project")
                .number("Runs")
                .text("Last change (UTC)");
        if (described) {
            table.text("Description");
        }
        for (CountedProject counted : projects) {
            ProjectRow project = counted.project();
            List<DomContent> cells = new ArrayList<>(List.of(
                    a(project.name()).withHref(Links.project(workspace, project.name())),
                    text(DisplayText.number(counted.experiments())),
                    DisplayText.time(project.updated())));
            if (described) {
                cells.add(text(DisplayText.or(project.description())));
            }
            table.row(cells.toArray(DomContent[]::new));
        }
        return table.html();
    }
}
