package io.cometsh.client.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.transport.CometException;
import java.util.List;
import java.util.Map;

/** What can be done to a project. */
public final class ProjectWrites {
    private final JsonCalls calls;
    private final JsonWrites writes;

    public ProjectWrites(JsonCalls calls, JsonWrites writes) {
        this.calls = calls;
        this.writes = writes;
    }

    public Map<String, Object> create(String workspace, String projectName, String description, boolean isPublic) {
        need("createProject", "a workspace and a name", workspace, projectName);
        return writes.post(
                "write/project/create",
                JsonWrites.body(
                        "workspaceName",
                        workspace,
                        "projectName",
                        projectName,
                        "projectDescription",
                        description,
                        "isPublic",
                        isPublic));
    }

    public Map<String, Object> update(
            String workspace, String projectName, String newProjectName, String description, Boolean isPublic) {
        need("updateProject", "a workspace and a project", workspace, projectName);
        return update(
                JsonWrites.body("projectName", projectName, "workspaceName", workspace),
                newProjectName,
                description,
                isPublic);
    }

    public Map<String, Object> updateById(
            String projectId, String newProjectName, String description, Boolean isPublic) {
        need("updateProjectById", "the id of a project", projectId);
        return update(JsonWrites.body("projectId", projectId), newProjectName, description, isPublic);
    }

    private Map<String, Object> update(
            Map<String, Object> body, String newProjectName, String description, Boolean isPublic) {
        JsonWrites.putGiven(body, "newProjectName", newProjectName);
        JsonWrites.putGiven(body, "newProjectDescription", description);
        JsonWrites.putGiven(body, "isPublic", isPublic);
        return writes.post("write/project/update", body);
    }

    public Map<String, Object> delete(String workspace, String projectName, boolean deleteExperiments) {
        need("deleteProject", "a workspace and a project", workspace, projectName);
        return writes.post(
                "write/project/delete",
                JsonWrites.body(
                        "workspaceName",
                        workspace,
                        "projectName",
                        projectName,
                        "deleteAllExperiments",
                        deleteExperiments));
    }

    public Map<String, Object> deleteById(String projectId, boolean deleteExperiments) {
        need("deleteProject", "the id of a project", projectId);
        return writes.post(
                "write/project/delete",
                JsonWrites.body("projectId", projectId, "deleteAllExperiments", deleteExperiments));
    }

    public Map<String, Object> setNotes(String projectId, String notes) {
        return writes.post("write/project/notes", JsonWrites.body("projectId", projectId, "notes", notes));
    }

    public Map<String, Object> setOwner(String projectId, String userName) {
        need("setProjectOwner", "the id of a project and the name of a user", projectId, userName);
        return writes.post("write/project/update-owner", JsonWrites.body("projectId", projectId, "userName", userName));
    }

    public List<String> shareKeys(String projectId) {
        return calls.get("project/get-project-share-links", JsonCalls.parameters("projectId", projectId))
                .list("shareCodes", JsonNode::asText);
    }

    public String createShareKey(String projectId) {
        Object code = writes.get("write/project/add-share-link", "projectId", projectId)
                .get("shareCode");
        return code == null ? null : code.toString();
    }

    public Map<String, Object> deleteShareKey(String projectId, String shareKey) {
        return writes.get("write/project/delete-project-share-link", "projectId", projectId, "shareCode", shareKey);
    }

    private static void need(String method, String what, String... values) {
        for (String value : values) {
            if (value == null || value.isEmpty()) {
                throw new CometException(method + " needs " + what);
            }
        }
    }
}
