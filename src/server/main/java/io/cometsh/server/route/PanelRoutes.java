package io.cometsh.server.route;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.server.route.Routes.Space;
import io.cometsh.server.service.PanelService;
import io.cometsh.server.store.PanelRow;
import java.io.IOException;
import java.io.InputStream;

/** Panels: uploaded, listed and downloaded. */
final class PanelRoutes {
    private final Services services;
    private final ObjectMapper json;

    private PanelRoutes(Services services) {
        this.services = services;
        this.json = services.json();
    }

    static void add(Routes routes, Services services) {
        PanelRoutes here = new PanelRoutes(services);
        routes.post(Space.REST, "write/template/upload", here::upload);
        routes.get(Space.REST, "code-panel/get-all", here::list);
        routes.get(Space.REST, "code-panel/download", here::code);
        routes.get(Space.REST, "template/{panelId}/download", here::zip);
    }

    private Reply upload(Request request) throws IOException {
        byte[] zip;
        try (InputStream file = request.parts().required("file").open()) {
            zip = file.readNBytes(PanelService.LARGEST + 1);
        }
        return Reply.of(panel(
                services.panels().put(request.user(), request.required("teamName"), request.query("templateId"), zip)));
    }

    private Reply list(Request request) {
        ObjectNode body = json.createObjectNode();
        ArrayNode rows = body.putArray("codePanelTemplateRows");
        services.panels().list(request.user(), request.required("workspace")).forEach(row -> rows.add(panel(row)));
        return Reply.of(body);
    }

    private ObjectNode panel(PanelRow row) {
        return json.createObjectNode()
                .put("templateId", row.id())
                .put("owner", row.owner())
                .put("teamId", row.workspace())
                .put("templateName", row.name())
                .put("queryBuilderId", "")
                .put("scopeType", "PRIVATE")
                .put("revisionId", row.updated())
                .put("createdAt", row.created());
    }

    /** The description that came with the panel, which holds its code. */
    private Reply code(Request request) throws IOException {
        PanelRow row = services.panels().get(request.required("templateId"));
        ObjectNode body = panel(row);
        body.setAll((ObjectNode) json.readTree(row.template()));
        return Reply.of(body.put("templateId", row.id()));
    }

    private Reply zip(Request request) {
        return new Reply.Bytes("application/octet-stream", services.panels().zip(request.inPath("panelId")));
    }
}
