package io.cometsh.server.page;

import static j2html.TagCreator.a;
import static j2html.TagCreator.p;
import static j2html.TagCreator.text;

import io.cometsh.server.route.Reply;
import io.cometsh.server.route.Request;
import io.cometsh.server.route.Services;
import io.cometsh.server.service.ArtifactService.ArtifactWithVersions;
import io.cometsh.server.store.ArtifactRow;
import j2html.tags.DomContent;
import java.util.List;

/** {@code /{workspace}/artifacts}: the artifacts of a workspace. */
final class ArtifactsPage implements Page {
    private final Services services;
    private final Layout layout;

    ArtifactsPage(Services services, Layout layout) {
        this.services = services;
        this.layout = layout;
    }

    @Override
    public Reply show(Request request) {
        String workspace = request.inPath("workspace");
        List<ArtifactWithVersions> artifacts = services.artifacts().list(request.user(), workspace, null);
        return layout.page(request)
                .heading("Artifacts")
                .crumb(workspace, Links.workspace(workspace))
                .crumb("Artifacts", Links.artifacts(workspace))
                .show(WorkspacePage.tabs(workspace, "Artifacts"), list(workspace, artifacts));
    }

    private static DomContent list(String workspace, List<ArtifactWithVersions> artifacts) {
        if (artifacts.isEmpty()) {
            return p("No artifacts yet.").withClass("quiet");
        }
        HtmlTable table = HtmlTable.of("Artifacts of " + workspace)
                .text("Artifact", "Type", "Latest version")
                .number("Versions", "Size")
                .text("Tags", "Made in", "Made (UTC)");
        for (ArtifactWithVersions details : artifacts) {
            ArtifactRow artifact = details.artifact();
            String version = details.latest() == null ? null : details.latest().version();
            table.row(
                    a(artifact.name()).withHref(Links.artifact(workspace, artifact.name())),
                    text(DisplayText.or(artifact.type())),
                    version == null
                            ? text("")
                            : a(version).withHref(Links.artifactVersion(workspace, artifact.name(), version)),
                    text(DisplayText.number(details.versions().size())),
                    text(DisplayText.bytes(details.size())),
                    DisplayText.tags(artifact.tags()),
                    details.project() == null
                            ? text("")
                            : a(details.project()).withHref(Links.project(workspace, details.project())),
                    DisplayText.time(artifact.created()));
        }
        return table.html();
    }
}
