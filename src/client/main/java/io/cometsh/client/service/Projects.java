package io.cometsh.client.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.client.wire.Account;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.client.wire.JsonReply;
import io.cometsh.client.wire.Project;
import io.cometsh.client.wire.WireReader;
import io.cometsh.text.Names;
import io.cometsh.transport.CometException;
import io.cometsh.transport.CometHttpException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads workspaces, their projects, and the experiments that a project lists. */
public final class Projects {
    private final JsonCalls calls;

    public Projects(JsonCalls calls) {
        this.calls = calls;
    }

    public Account account() {
        JsonReply answer = calls.get(Endpoints.ACCOUNT_DETAILS, Map.of());
        return new Account(answer.text("userName"), answer.text("defaultWorkspaceName"));
    }

    public List<String> workspaces() {
        return calls.get(Endpoints.WORKSPACES, Map.of()).list("workspaceNames", JsonNode::asText);
    }

    /** @throws NotFoundException when there is no such workspace; names the nearest */
    public List<String> names(String workspace) {
        return list(workspace).stream().map(Project::projectName).collect(Collectors.toCollection(ArrayList::new));
    }

    List<Project> list(String workspace) {
        List<Project> projects;
        try {
            projects = calls.get(Endpoints.PROJECTS, JsonCalls.parameters("workspaceName", workspace))
                    .list("projects", WireReader::project);
        } catch (CometHttpException e) {
            if (e.status() == 404) {
                requireWorkspace(workspace);
            }
            throw e;
        }
        if (projects.isEmpty()) {
            requireWorkspace(workspace);
        }
        return projects;
    }

    /** Comet answers for an unknown workspace with an empty list; a user should hear of the typing error instead. */
    private void requireWorkspace(String workspace) {
        List<String> known = workspaces();
        if (!known.contains(workspace)) {
            throw new NotFoundException("no workspace \"" + workspace + "\"" + Names.hint(workspace, known));
        }
    }

    /** Null when there is none of this name. */
    public Project get(String workspace, String projectName) {
        return read(JsonCalls.parameters("workspaceName", workspace, "projectName", projectName));
    }

    /** Null when there is none with this id. */
    public Project byId(String projectId) {
        return read(JsonCalls.parameters("projectId", projectId));
    }

    private Project read(Map<String, String> parameters) {
        try {
            return WireReader.project(calls.get(Endpoints.PROJECT, parameters).json());
        } catch (CometHttpException e) {
            if (e.status() == 404) {
                return null;
            }
            throw e;
        }
    }

    /** @throws NotFoundException when there is no such project; names the nearest */
    public Project require(String workspace, String projectName) {
        Project project = get(workspace, projectName);
        if (project == null) {
            throw noProject(workspace, projectName, names(workspace));
        }
        return project;
    }

    private static NotFoundException noProject(String workspace, String projectName, List<String> known) {
        return new NotFoundException("no project \"" + projectName + "\" in workspace \"" + workspace + "\""
                + Names.hint(projectName, known));
    }

    public String notes(String workspace, String projectName) {
        return calls.get(
                        Endpoints.PROJECT_NOTES,
                        JsonCalls.parameters(
                                "projectId", require(workspace, projectName).projectId()))
                .text("notes");
    }

    /** Every experiment of a project, in the server's order. */
    public List<ExperimentMetadata> listing(String workspace, String projectName, boolean archived) {
        return listing(workspace, projectName, archived, ListingPage.ALL);
    }

    public List<ExperimentMetadata> listing(String workspace, String projectName, boolean archived, ListingPage part) {
        Map<String, String> parameters = JsonCalls.parameters(
                "workspaceName", workspace, "projectName", projectName, "archived", JsonCalls.bool(archived));
        part.addTo(parameters);
        try {
            JsonReply answer = calls.get(Endpoints.EXPERIMENTS, parameters);
            return answer.list("experiments", answer::metadata);
        } catch (CometHttpException e) {
            throw explained(e, workspace, projectName);
        }
    }

    /** A 404 about a project becomes a sentence that names what is missing and what there is instead. */
    CometException explained(CometHttpException error, String workspace, String projectName) {
        if (!error.isNotFound()) {
            return error;
        }
        try {
            // A project that is there is not what is missing: the server may be too old for the endpoint.
            List<String> known = names(workspace);
            return known.contains(projectName) ? error : noProject(workspace, projectName, known);
        } catch (NotFoundException e) {
            return e;
        } catch (CometException e) {
            return error;
        }
    }
}
