package io.cometsh.server.page;

import static j2html.TagCreator.a;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.section;

import io.cometsh.server.route.Reply;
import io.cometsh.server.route.Request;
import io.cometsh.server.route.Services;
import java.util.List;

/** {@code /}: the workspaces with their projects. */
final class WorkspacesPage implements Page {
    private final Services services;
    private final Layout layout;

    WorkspacesPage(Services services, Layout layout) {
        this.services = services;
        this.layout = layout;
    }

    @Override
    public Reply show(Request request) {
        List<String> workspaces = services.projects().workspaces(request.user());
        return layout.page(request)
                .heading("Workspaces")
                .show(each(
                        workspaces,
                        workspace -> section(
                                h2(a(workspace).withHref(Links.workspace(workspace))),
                                WorkspacePage.projects(
                                        workspace, services.projects().projects(request.user(), workspace)))));
    }
}
