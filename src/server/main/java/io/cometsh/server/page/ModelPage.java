package io.cometsh.server.page;

import static j2html.TagCreator.a;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.section;
import static j2html.TagCreator.text;

import io.cometsh.server.route.Reply;
import io.cometsh.server.route.Request;
import io.cometsh.server.route.Services;
import io.cometsh.server.service.RegistryService.ModelVersionDetails;
import io.cometsh.server.service.RegistryService.ModelWithVersions;
import io.cometsh.server.store.ModelChange;
import io.cometsh.server.store.ModelRow;
import io.cometsh.server.store.ModelVersionRow;
import j2html.tags.DomContent;
import java.util.Locale;

/** {@code /{workspace}/model-registry/{name}}: a registry model with its versions; below a version, its files and what was done to it. */
final class ModelPage {
    private final Services services;
    private final Layout layout;

    ModelPage(Services services, Layout layout) {
        this.services = services;
        this.layout = layout;
    }

    Reply model(Request request) {
        ModelWithVersions details = services.registry().details(request.inPath("workspace"), request.inPath("name"));
        ModelRow model = details.model();
        return draft(request, model)
                .heading(model.name())
                .show(
                        iff(model.description() != null, p(DisplayText.or(model.description()))),
                        versions(details),
                        iff(
                                !DisplayText.or(model.notes()).isBlank(),
                                section(
                                        h2("Notes"),
                                        pre(DisplayText.or(model.notes())).withClass("wrap"))));
    }

    private Layout.Draft draft(Request request, ModelRow model) {
        return layout.page(request)
                .crumb(model.workspace(), Links.workspace(model.workspace()))
                .crumb("Model registry", Links.models(model.workspace()))
                .crumb(model.name(), Links.model(model.workspace(), model.name()));
    }

    private static DomContent versions(ModelWithVersions details) {
        ModelRow model = details.model();
        HtmlTable table = HtmlTable.of("Versions of " + model.name())
                .text("Version", "Status", "Tags", "Comment")
                .number("Files")
                .text("Logged by", "Registered (UTC)");
        for (ModelVersionDetails version : details.versions()) {
            ModelVersionRow row = version.row();
            table.row(
                    a(row.version()).withHref(Links.modelVersion(model.workspace(), model.name(), row.version())),
                    text(DisplayText.or(row.status())),
                    DisplayText.tags(row.tags()),
                    text(DisplayText.or(row.comment())),
                    text(DisplayText.number(version.assets().size())),
                    DisplayText.run(row.experimentKey()),
                    DisplayText.time(row.created()));
        }
        return section(h2("Versions"), table.isEmpty() ? p("No versions.").withClass("quiet") : table.html());
    }

    Reply version(Request request) {
        ModelWithVersions details = services.registry()
                .picked(request.inPath("workspace"), request.inPath("name"), request.inPath("version"), null);
        ModelVersionDetails version = details.versions().get(0);
        ModelVersionRow row = version.row();
        String name = details.model().name() + " " + row.version();
        return draft(request, details.model())
                .heading(name)
                .crumb(row.version(), request.path())
                .show(
                        p(text("Status: " + DisplayText.or(row.status()) + " "), DisplayText.tags(row.tags())),
                        iff(row.comment() != null, p(DisplayText.or(row.comment()))),
                        p(
                                        text("Logged by "),
                                        DisplayText.run(row.experimentKey()),
                                        text(", "),
                                        DisplayText.time(row.created()))
                                .withClass("quiet"),
                        DisplayText.json("Metadata", row.metadata()),
                        ArtifactPage.files(name, row.id(), version.assets()),
                        changes(name, row));
    }

    private DomContent changes(String name, ModelVersionRow row) {
        HtmlTable table =
                HtmlTable.of("Changes of " + name).text("Time (UTC)", "User", "Change", "Before", "After", "Comment");
        for (ModelChange change : services.registry().changes(row.id())) {
            table.row(
                    DisplayText.time(change.at()),
                    text(DisplayText.or(change.userName())),
                    text(words(change.action())),
                    text(filled(change.before())),
                    text(filled(change.after())),
                    text(DisplayText.or(change.comment())));
        }
        return iff(!table.isEmpty(), section(h2("Changes"), table.html()));
    }

    /** {@code status changed} for {@code MODEL_VERSION_STATUS_CHANGED}. */
    private static String words(String action) {
        return DisplayText.or(action)
                .replaceFirst("^MODEL_VERSION_", "")
                .replace('_', ' ')
                .toLowerCase(Locale.ROOT);
    }

    private static String filled(String json) {
        return json == null || json.equals("{}") ? "" : json;
    }
}
