package io.cometsh.server.page;

import static j2html.TagCreator.a;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.text;

import io.cometsh.server.route.Reply;
import io.cometsh.server.route.Request;
import io.cometsh.server.route.Services;
import io.cometsh.server.service.ArtifactService.ArtifactReference;
import io.cometsh.server.service.ArtifactService.ArtifactVersionDetails;
import io.cometsh.server.service.ArtifactService.ArtifactWithVersions;
import io.cometsh.server.service.ArtifactService.Filled;
import io.cometsh.server.service.ArtifactService.Pick;
import io.cometsh.server.store.ArtifactRow;
import io.cometsh.server.store.ArtifactVersionRow;
import io.cometsh.server.store.KeptAsset;
import j2html.tags.DomContent;
import java.util.List;
import java.util.Locale;

/** {@code /{workspace}/artifacts/{name}}: an artifact with its versions; below a version or an alias, its files. */
final class ArtifactPage {
    private final Services services;
    private final Layout layout;

    ArtifactPage(Services services, Layout layout) {
        this.services = services;
        this.layout = layout;
    }

    Reply artifact(Request request) {
        if (services.experiments().exists(request.inPath("name"))) {
            // A client prints this address for a run of a project that is called artifacts.
            return ShortLinks.to(ShortLinks.run(request.inPath("name")));
        }
        ArtifactReference reference = reference(request);
        ArtifactWithVersions details = services.artifacts().details(reference);
        ArtifactRow artifact = details.artifact();
        return draft(request)
                .heading(artifact.name())
                .show(
                        p(text(DisplayText.or(artifact.type())), text(" "), DisplayText.tags(artifact.tags())),
                        iff(artifact.description() != null, p(DisplayText.or(artifact.description()))),
                        versions(artifact, details.versions()));
    }

    private Layout.Draft draft(Request request) {
        String workspace = request.inPath("workspace");
        String name = request.inPath("name");
        return layout.page(request)
                .crumb(workspace, Links.workspace(workspace))
                .crumb("Artifacts", Links.artifacts(workspace))
                .crumb(name, Links.artifact(workspace, name));
    }

    private static ArtifactReference reference(Request request) {
        return new ArtifactReference(null, request.inPath("workspace"), request.inPath("name"));
    }

    private static DomContent versions(ArtifactRow artifact, List<ArtifactVersionDetails> versions) {
        HtmlTable table = HtmlTable.of("Versions of " + artifact.name())
                .text("Version", "Aliases", "Tags", "State")
                .number("Size")
                .text("Logged by", "Logged (UTC)");
        for (int i = versions.size() - 1; i >= 0; i--) {
            ArtifactVersionDetails version = versions.get(i);
            ArtifactVersionRow row = version.row();
            // A version that is not complete has no page: nobody can take it.
            table.row(
                    row.state() == ArtifactVersionRow.VersionState.CLOSED
                            ? a(row.version())
                                    .withHref(
                                            Links.artifactVersion(artifact.workspace(), artifact.name(), row.version()))
                            : text(row.version()),
                    DisplayText.tags(version.aliases()),
                    DisplayText.tags(row.tags()),
                    text(row.state().name().toLowerCase(Locale.ROOT)),
                    text(DisplayText.bytes(version.size())),
                    DisplayText.run(row.experimentKey()),
                    DisplayText.time(row.created()));
        }
        return section(h2("Versions"), table.html());
    }

    Reply version(Request request) {
        Filled filled =
                services.artifacts().files(reference(request), new Pick(null, null, null, request.inPath("version")));
        ArtifactVersionDetails version = filled.version();
        ArtifactVersionRow row = version.row();
        return draft(request)
                .heading(version.artifact().name() + " " + row.version())
                .crumb(row.version(), request.path())
                .show(
                        p(DisplayText.tags(version.aliases()), text(" "), DisplayText.tags(row.tags())),
                        p(
                                        text("Logged by "),
                                        DisplayText.run(row.experimentKey()),
                                        text(", "),
                                        DisplayText.time(row.created()))
                                .withClass("quiet"),
                        DisplayText.json("Metadata", row.metadata()),
                        files(version.artifact().name() + " " + row.version(), row.id(), filled.files()));
    }

    /** The files of a version of an artifact or of a registry model. */
    static DomContent files(String of, String versionId, List<KeptAsset> files) {
        HtmlTable table =
                HtmlTable.of("Files of " + of).text("File").number("Size").text("Type");
        for (KeptAsset file : files) {
            table.row(
                    file.asset().link() != null
                            ? text(file.asset().link())
                            : a(DisplayText.or(file.asset().fileName()))
                                    .withHref("/-/kept/" + Links.part(versionId) + "/"
                                            + Links.part(file.asset().id())),
                    text(
                            file.asset().link() != null
                                    ? ""
                                    : DisplayText.bytes(file.asset().size())),
                    text(DisplayText.or(file.asset().type())));
        }
        return section(h2("Files"), table.isEmpty() ? p("No files.").withClass("quiet") : table.html());
    }
}
