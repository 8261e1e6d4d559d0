package io.cometsh.server.page;

import io.cometsh.server.route.Reply;
import io.cometsh.server.route.Request;
import io.cometsh.server.route.Services;
import io.cometsh.server.service.ExperimentService.ExperimentInProject;
import io.cometsh.server.store.ProjectRow;
import java.util.Map;

/** Addresses that name a run, a project or a file only by its id. Clients print them; each leads to the page. */
final class ShortLinks {
    private final Services services;

    ShortLinks(Services services) {
        this.services = services;
    }

    /** Where the page of a run is, for pages that know no more than its key: it may be gone. */
    static String run(String experimentKey) {
        return "/api/experiment/redirect?experimentKey=" + Links.part(experimentKey);
    }

    Reply run(Request request) {
        ExperimentInProject run = services.experiments().get(request.required("experimentKey"));
        return to(Links.run(
                run.project().workspace(), run.project().name(), run.row().key()));
    }

    /** The official SDK writes {@code ?projectId=ID?viewId=VIEW}. */
    Reply project(Request request) {
        String id = request.required("projectId").split("\\?", 2)[0];
        ProjectRow project = services.projects().row(id, null, null);
        return to(Links.project(project.workspace(), project.name()));
    }

    /** A file or an image, as the SDK's {@code log_asset} and {@code log_image} return it. */
    Reply asset(Request request) {
        String id = request.query("assetId") == null ? request.required("imageId") : request.query("assetId");
        return to("/-/run/" + Links.part(request.required("experimentKey")) + "/asset/" + Links.part(id));
    }

    static Reply to(String address) {
        Map<String, String> headers = Layout.headers();
        headers.put("Location", address);
        return new Reply.Content(302, "text/plain; charset=utf-8", headers, new byte[0]);
    }
}
