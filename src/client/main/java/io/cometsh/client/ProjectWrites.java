package io.cometsh.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.transport.CometException;
import java.util.List;
import java.util.Map;

/** What can be done to a project. */
final class ProjectWrites {
    private final Calls calls;
    private final Writes writes;

    ProjectWrites(Calls calls, Writes writes) {
        this.calls = calls;
        this.writes = writes;
    }

    Map<String, Object> create(String workspace, String projectName, String description, boolean isPublic) {
        need("createProject", "a workspace and a name", workspace, projectName);
        return writes.post(
                "write/project/create",
                Writes.body(
                        "workspaceName",
                        workspace,
                        "projectName",
                        projectName,
                        "projectDescription",
                        description,
                        "isPublic",
                        isPublic));
    }

    Map<String, Object> update(
            String workspace, String projectName, String newProjectName, String description, Boolean isPublic) {
        need("updateProject", "a workspace and a project", workspace, projectName);
        return update(
                Writes.body("projectName", projectName, "workspaceName", workspace),
                newProjectName,
                description,
                isPublic);
    }

    Map<String, Object> updateById(String projectId, String newProjectName, String description, Boolean isPublic) {
        need("updateProjectById", "the id of a project", projectId);
        return update(Writes.body("projectId", projectId), newProjectName, description, isPublic);
    }

    private Map<String, Object> update(
            Map<String, Object> body, String newProjectName, String description, Boolean isPublic) {
        Writes.putGiven(body, "newProjectName", newProjectName);
        Writes.putGiven(body, "newProjectDescription", description);
        Writes.putGiven(body, "isPublic", isPublic);
        return writes.post("write/project/update", body);
    }

    Map<String, Object> delete(String workspace, String projectName, boolean deleteExperiments) {
        need("deleteProject", "a workspace and a project", workspace, projectName);
        return writes.post(
                "write/project/delete",
                Writes.body(
                        "workspaceName",
                        workspace,
                        "projectName",
                        projectName,
                        "deleteAllExperiments",
                        deleteExperiments));
    }

    Map<String, Object> deleteById(String projectId, boolean deleteExperiments) {
        need("deleteProject", "the id of a project", projectId);
        return writes.post(
                "write/project/delete", Writes.body("projectId", projectId, "deleteAllExperiments", deleteExperiments));
    }

    Map<String, Object> setNotes(String projectId, String notes) {
        return writes.post("write/project/notes", Writes.body("projectId", projectId, "notes", notes));
    }

    Map<String, Object> setOwner(String projectId, String userName) {
        need("setProjectOwner", "the id of a project and the name of a user", projectId, userName);
        return writes.post("write/project/update-owner", Writes.body("projectId", projectId, "userName", userName));
    }

    List<String> shareKeys(String projectId) {
        return calls.get("project/get-project-share-links", Calls.parameters("projectId", projectId))
                .list("shareCodes", JsonNode::asText);
    }

    String createShareKey(String projectId) {
        Object code = writes.get("write/project/add-share-link", "projectId", projectId)
                .get("shareCode");
        return code == null ? null : code.toString();
    }

    Map<String, Object> deleteShareKey(String projectId, String shareKey) {
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
