package io.cometsh.server.route;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.server.service.ArtifactService.ArtifactVersionDetails;
import io.cometsh.server.service.ArtifactService.ArtifactWithVersions;
import io.cometsh.server.store.ArtifactRow;
import io.cometsh.server.store.ArtifactVersionRow;
import io.cometsh.server.store.AssetRow;
import io.cometsh.server.store.KeptAsset;
import java.util.List;

/** The artifacts' shapes on the wire. */
final class ArtifactWire {
    private final ObjectMapper json;

    ArtifactWire(ObjectMapper json) {
        this.json = json;
    }

    /** An artifact in a list. */
    ObjectNode summary(ArtifactWithVersions details) {
        return head(details).put("versionsCount", details.versions().size());
    }

    /** An artifact with its versions. */
    ObjectNode details(ArtifactWithVersions details) {
        ObjectNode node = head(details);
        node.put(
                "latestVersion",
                details.latest() == null ? null : details.latest().version());
        ArrayNode versions = node.putArray("versions");
        for (ArtifactVersionDetails version : details.versions()) {
            ArtifactVersionRow row = version.row();
            ObjectNode one = versions.addObject();
            one.put("artifactVersionId", row.id());
            one.put("version", row.version());
            facts(one, version);
        }
        return node;
    }

    private ObjectNode head(ArtifactWithVersions details) {
        ArtifactRow artifact = details.artifact();
        ObjectNode node = json.createObjectNode();
        node.put("artifactId", artifact.id());
        node.put("project", details.project());
        node.put("type", artifact.type());
        node.put("name", artifact.name());
        node.put("description", artifact.description());
        node.set("tags", texts(artifact.tags()));
        node.put("isPublic", artifact.isPublic());
        node.putNull("emoji");
        node.put("sizeInBytes", details.size());
        return node;
    }

    /** A version with its artifact. */
    ObjectNode version(ArtifactVersionDetails version, String projectId) {
        ObjectNode node = json.createObjectNode();
        node.put("artifactVersionId", version.row().id());
        node.put("artifactVersion", version.row().version());
        facts(node, version);
        node.putNull("note");
        ArtifactRow artifact = version.artifact();
        ObjectNode about = node.putObject("artifact");
        about.put("artifactId", artifact.id());
        about.put("artifactName", artifact.name());
        about.put("artifactType", artifact.type());
        about.put("projectId", projectId);
        // Workspaces have no id of their own here.
        about.put("workspaceId", artifact.workspace());
        about.put("workspaceName", artifact.workspace());
        about.put("description", artifact.description());
        about.put("isPublic", artifact.isPublic());
        about.put("owner", artifact.owner());
        about.putNull("emoji");
        about.set("tags", texts(artifact.tags()));
        return node;
    }

    private void facts(ObjectNode node, ArtifactVersionDetails version) {
        ArtifactVersionRow row = version.row();
        node.put("owner", row.owner());
        node.put("metadata", row.metadata());
        node.put("createdFrom", "sdk");
        node.put("sizeInBytes", version.size());
        node.put("state", row.state().name());
        node.put("added", row.created());
        node.set("alias", texts(version.aliases()));
        node.set("tags", texts(row.tags()));
        node.put("experimentKey", row.experimentKey());
    }

    ObjectNode file(String artifactId, KeptAsset file) {
        AssetRow row = file.asset();
        ObjectNode node = json.createObjectNode();
        node.put("artifactId", artifactId);
        node.put("artifactVersionId", file.owner());
        node.put("assetId", row.id());
        node.put("fileName", row.fileName());
        node.put("fileSize", row.size());
        node.put("link", row.link());
        node.putNull("dir");
        // "asset" is what clients call a file without a type of its own.
        node.put("type", row.type() == null || row.type().equals("asset") ? "unknown" : row.type());
        node.put("metadata", row.metadata());
        node.put("remote", row.link() != null);
        return node;
    }

    /** Versions as neighbours of an experiment. Comet has not published the form of this reply; ours has what a reader needs to use the version. */
    ArrayNode lineage(List<ArtifactVersionDetails> versions) {
        ArrayNode list = json.createArrayNode();
        for (ArtifactVersionDetails version : versions) {
            ArtifactRow artifact = version.artifact();
            list.addObject()
                    .put("artifactId", artifact.id())
                    .put("artifactVersionId", version.row().id())
                    .put("workspaceName", artifact.workspace())
                    .put("artifactName", artifact.name())
                    .put("artifactType", artifact.type())
                    .put("artifactVersion", version.row().version())
                    .put("state", version.row().state().name())
                    .put("sizeInBytes", version.size())
                    .put("experimentKey", version.row().experimentKey());
        }
        return list;
    }

    private ArrayNode texts(List<String> texts) {
        ArrayNode list = json.createArrayNode();
        texts.forEach(list::add);
        return list;
    }
}
