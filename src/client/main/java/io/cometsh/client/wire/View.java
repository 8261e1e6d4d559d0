package io.cometsh.client.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.transport.CometException;
import io.cometsh.transport.JsonTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A saved dashboard of a project or an experiment:
 * {@code api.createView("demo", "digits", View.of("Losses").withChartState("{}"))}.
 *
 * <p>What a state holds is Comet's own business; it is handed through. Members that only the server knows are null in a
 * view that was made here.
 *
 * @param name never empty
 * @param queryState JSON as a text: which experiments; null for none
 * @param chartState JSON as a text: which charts; null for none
 * @param tableState JSON as a text: which columns; null for none
 * @param v2 the newer form of the dashboard, plain maps and lists; null for none
 * @param v3 a still newer form; null for none
 * @param lastUpdate epoch milliseconds
 * @param pinnedExperiments experiment keys
 */
public record View(
        String name,
        String templateId,
        String projectId,
        String experimentKey,
        String queryState,
        String chartState,
        String tableState,
        Map<String, Object> v2,
        Map<String, Object> v3,
        String source,
        String viewSource,
        Boolean current,
        Boolean unsavedView,
        String createdBy,
        String createdFromTemplateId,
        Boolean projectDefault,
        Boolean projectPersonalDefault,
        Boolean autoRefreshEnabled,
        Long lastUpdate,
        List<Object> pinnedExperiments,
        List<Object> codePanelTemplateIds)
        implements WireRecord {

    /** @throws CometException when the name is empty, or a state is not JSON */
    public View {
        if (name == null || name.isEmpty()) {
            throw new CometException("a view needs a name");
        }
        requireJson("queryState", queryState);
        requireJson("chartState", chartState);
        requireJson("tableState", tableState);
    }

    private static void requireJson(String what, String text) {
        try {
            if (text != null && JsonTree.of(text).isMissingNode()) {
                throw new CometException("the " + what + " of a view must be JSON, not an empty text");
            }
        } catch (JsonProcessingException e) {
            throw new CometException("the " + what + " of a view must be JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** An empty view of this name. {@code View.of("Losses")}. Nothing is asked. */
    public static View of(String name) {
        return new View(
                name, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                null, null, null, null);
    }

    /** The same showing these experiments, JSON as a text. {@code view.withQueryState("{}")}. Nothing is asked. */
    public View withQueryState(String json) {
        return states(json, chartState, tableState, v2, v3);
    }

    /** The same with these charts, JSON as a text. {@code view.withChartState("{}")}. Nothing is asked. */
    public View withChartState(String json) {
        return states(queryState, json, tableState, v2, v3);
    }

    /** The same with these columns, JSON as a text. {@code view.withTableState("{}")}. Nothing is asked. */
    public View withTableState(String json) {
        return states(queryState, chartState, json, v2, v3);
    }

    /** The same with this dashboard in the newer form. {@code view.withV2([panels: []])}. Nothing is asked. */
    public View withV2(Map<String, Object> dashboard) {
        return states(queryState, chartState, tableState, dashboard, v3);
    }

    /** The same with this dashboard in the newest form. {@code view.withV3([panels: []])}. Nothing is asked. */
    public View withV3(Map<String, Object> dashboard) {
        return states(queryState, chartState, tableState, v2, dashboard);
    }

    private View states(
            String query, String chart, String table, Map<String, Object> second, Map<String, Object> third) {
        return copy(templateId, projectId, experimentKey, query, chart, table, second, third, pinnedExperiments);
    }

    /**
     * The same without what ties it to its project and experiment: ids, pins, and the experiment key inside {@code v2}
     * and {@code v3}. {@code view.asPortable().toUpsertPayload("p-2")}.
     * Nothing is asked.
     */
    public View asPortable() {
        return copy(
                null,
                null,
                null,
                queryState,
                chartState,
                tableState,
                withoutExperiment(v2),
                withoutExperiment(v3),
                null);
    }

    /** The same for an experiment. {@code view.forExperiment(exp.key).experimentKey()}. Nothing is asked. */
    public View forExperiment(String key) {
        return copy(templateId, projectId, key, queryState, chartState, tableState, v2, v3, pinnedExperiments);
    }

    private View copy(
            String template,
            String project,
            String experiment,
            String query,
            String chart,
            String table,
            Map<String, Object> second,
            Map<String, Object> third,
            List<Object> pinned) {
        return new View(
                name,
                template,
                project,
                experiment,
                query,
                chart,
                table,
                second,
                third,
                source,
                viewSource,
                current,
                unsavedView,
                createdBy,
                createdFromTemplateId,
                projectDefault,
                projectPersonalDefault,
                autoRefreshEnabled,
                lastUpdate,
                pinned,
                codePanelTemplateIds);
    }

    private static Map<String, Object> withoutExperiment(Map<String, Object> dashboard) {
        if (dashboard == null || !dashboard.containsKey("experimentKey")) {
            return dashboard;
        }
        Map<String, Object> rest = new LinkedHashMap<>(dashboard);
        rest.remove("experimentKey");
        return rest.isEmpty() ? null : rest;
    }

    /** What is sent to write it into a project: the wire's member names, and only what is set. {@code view.toUpsertPayload("p-1")}. Nothing is asked. */
    public Map<String, Object> toUpsertPayload(String projectId) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("projectId", projectId);
        payload.put("templateName", name);
        payload.put("templateId", templateId);
        payload.put("experimentKey", experimentKey);
        payload.put("experimentQueryState", queryState);
        payload.put("dashboardChartState", chartState);
        payload.put("reactGridTableState", tableState);
        payload.put("v2", v2);
        payload.put("v3", v3);
        payload.values().removeIf(value -> value == null);
        return payload;
    }

    /**
     * A view from the wire's members, such as a saved answer. {@code View.fromPayloadDict([templateName: "Losses"])}.
     * Nothing is asked.
     *
     * @throws CometException when it has no name, or a state is not JSON
     */
    public static View fromPayloadDict(Map<String, ?> payload) {
        return read(Json.parseOrNull(Json.write(payload)));
    }

    /** Some servers write the members of two words with an underscore. */
    static View read(JsonNode node) {
        return new View(
                text(node, "templateName", "template_name"),
                text(node, "templateId", "template_id"),
                text(node, "projectId", "project_id"),
                text(node, "experimentKey", "experiment_key"),
                state(node, "experimentQueryState"),
                state(node, "dashboardChartState"),
                state(node, "reactGridTableState"),
                PlainValues.mapOrNull(node.get("v2")),
                PlainValues.mapOrNull(node.get("v3")),
                text(node, "source"),
                text(node, "viewSource", "view_source"),
                truth(node, "current"),
                truth(node, "unsavedView", "unsaved_view"),
                text(node, "createdBy", "created_by"),
                text(node, "createdFromTemplateId", "created_from_template_id"),
                truth(node, "projectDefault", "project_default"),
                truth(node, "projectPersonalDefault", "project_personal_default"),
                truth(node, "autoRefreshEnabled", "isAutoRefreshEnabled"),
                Json.number(node, "lastUpdate"),
                PlainValues.listOrNull(node.get("pinnedExperiments")),
                PlainValues.listOrNull(node.get("codePanelTemplateIds")));
    }

    private static String state(JsonNode node, String member) {
        String text = Json.text(node, member);
        return text == null || text.isEmpty() ? null : text;
    }

    private static String text(JsonNode node, String... spellings) {
        for (String spelling : spellings) {
            if (node.hasNonNull(spelling)) {
                return Json.text(node, spelling);
            }
        }
        return null;
    }

    private static Boolean truth(JsonNode node, String... spellings) {
        String text = text(node, spellings);
        return text == null ? null : Boolean.valueOf(text);
    }
}
