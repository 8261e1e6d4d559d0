package io.cometsh.client.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.client.wire.DetailReader;
import io.cometsh.client.wire.Json;
import io.cometsh.client.wire.JsonReply;
import io.cometsh.client.wire.View;
import io.cometsh.transport.CometException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The saved dashboards of projects and experiments. */
public final class Views {
    private final JsonCalls calls;
    private final Consumer<String> warnings;

    public Views(JsonCalls calls, Consumer<String> warnings) {
        this.calls = calls;
        this.warnings = warnings;
    }

    public List<View> ofProject(String projectId, boolean includeWorkspaceViews) {
        return read(Endpoints.VIEWS, parameters(projectId, null, includeWorkspaceViews));
    }

    /** The views of the project that fit an experiment, then the views of experiments. */
    public List<View> ofExperiment(
            String projectId,
            String experimentKey,
            boolean includeWorkspaceViews,
            boolean includeWorkspaceProjectViews) {
        List<View> views =
                new ArrayList<>(read(Endpoints.VIEWS, parameters(projectId, experimentKey, includeWorkspaceViews)));
        views.addAll(
                read(Endpoints.CHART_TEMPLATES, parameters(projectId, experimentKey, includeWorkspaceProjectViews)));
        return views;
    }

    public View create(String projectId, View view) {
        return upsert("write/views/upsert", view.asPortable().toUpsertPayload(projectId));
    }

    public View create(String projectId, String experimentKey, View view) {
        return upsert(
                "write/chart-templates/upsert",
                view.asPortable().forExperiment(experimentKey).toUpsertPayload(projectId));
    }

    private View upsert(String endpoint, Map<String, Object> payload) {
        JsonReply answer = calls.post(endpoint, payload);
        if (Json.text(answer.json(), "templateName") == null && Json.text(answer.json(), "template_name") == null) {
            throw answer.missing("templateName");
        }
        return DetailReader.view(answer.json());
    }

    private List<View> read(String endpoint, Map<String, String> parameters) {
        JsonNode list = calls.get(endpoint, parameters).json().path("views");
        List<View> views = new ArrayList<>();
        for (JsonNode node : list) {
            try {
                views.add(DetailReader.view(node));
            } catch (CometException e) {
                // A broken view must not hide the others.
                warnings.accept("a view was left out: " + e.getMessage());
            }
        }
        return views;
    }

    private static Map<String, String> parameters(String projectId, String experimentKey, boolean workspace) {
        return JsonCalls.parameters(
                "projectId", projectId,
                "experimentKey", experimentKey,
                "includeWorkspaceViews", workspace ? "true" : null);
    }
}
