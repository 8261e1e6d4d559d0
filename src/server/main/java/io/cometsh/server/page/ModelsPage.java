package io.cometsh.server.page;

import static j2html.TagCreator.a;
import static j2html.TagCreator.p;
import static j2html.TagCreator.text;

import io.cometsh.server.route.Reply;
import io.cometsh.server.route.Request;
import io.cometsh.server.route.Services;
import io.cometsh.server.service.RegistryService.ModelWithVersions;
import io.cometsh.server.store.ModelRow;
import io.cometsh.server.store.ModelVersionRow;
import j2html.tags.DomContent;
import java.util.List;

/** {@code /{workspace}/model-registry}: the registry models of a workspace. */
final class ModelsPage implements Page {
    private final Services services;
    private final Layout layout;

    ModelsPage(Services services, Layout layout) {
        this.services = services;
        this.layout = layout;
    }

    @Override
    public Reply show(Request request) {
        String workspace = request.inPath("workspace");
        List<ModelWithVersions> models = services.registry().models(request.user(), workspace);
        return layout.page(request)
                .heading("Model registry")
                .crumb(workspace, Links.workspace(workspace))
                .crumb("Model registry", Links.models(workspace))
                .show(WorkspacePage.tabs(workspace, "Model registry"), list(workspace, models));
    }

    private static DomContent list(String workspace, List<ModelWithVersions> models) {
        if (models.isEmpty()) {
            return p("No registry models yet.").withClass("quiet");
        }
        HtmlTable table = HtmlTable.of("Registry models of " + workspace)
                .text("Model", "Newest version", "Status", "Tags")
                .number("Versions")
                .text("Last change (UTC)", "Description");
        for (ModelWithVersions details : models) {
            ModelRow model = details.model();
            ModelVersionRow newest = details.versions().isEmpty()
                    ? null
                    : details.versions().get(0).row();
            table.row(
                    a(model.name()).withHref(Links.model(workspace, model.name())),
                    newest == null
                            ? text("")
                            : a(newest.version())
                                    .withHref(Links.modelVersion(workspace, model.name(), newest.version())),
                    text(newest == null ? "" : DisplayText.or(newest.status())),
                    DisplayText.tags(newest == null ? List.of() : newest.tags()),
                    text(DisplayText.number(details.count())),
                    DisplayText.time(model.updated()),
                    text(DisplayText.or(model.description())));
        }
        return table.html();
    }
}
