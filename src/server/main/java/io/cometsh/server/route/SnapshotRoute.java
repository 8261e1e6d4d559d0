package io.cometsh.server.route;

import io.cometsh.server.route.Routes.Space;
import io.cometsh.server.sample.SnapshotWriter;
import io.cometsh.server.service.CometError;

/** {@code GET /cometsh/snapshot?workspaceName=w[&projectName=p]}: a workspace, or one project of it, as gzipped JSON lines. Our own; Comet has nothing like it. */
final class SnapshotRoute {
    private SnapshotRoute() {}

    static void add(Routes routes, Services services) {
        routes.get(Space.LOGGING, "cometsh/snapshot", request -> {
            String workspace = request.required("workspaceName");
            if (!services.projects().hasWorkspace(workspace)) {
                throw CometError.WORKSPACE_NOT_FOUND.of(workspace);
            }
            String project = request.query("projectName");
            if (project != null) {
                services.projects().row(null, workspace, project);
            }
            return new Reply.Stream(
                    "application/gzip", out -> SnapshotWriter.write(services.store(), workspace, project, out));
        });
    }
}
