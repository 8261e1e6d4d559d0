package io.cometsh.client.service;

import io.cometsh.transport.CometException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What can be done to experiments as a whole: begin, stop, put away, bring back, delete, move. */
public final class ExperimentLife {
    /** Comet takes no more in one request. */
    private static final int MOVED_AT_ONCE = 100;

    private static final String CREATE = "write/experiment/create";
    private static final String SYMLINK = "write/project/symlink";

    private final JsonWrites writes;

    public ExperimentLife(JsonWrites writes) {
        this.writes = writes;
    }

    /** The key of a new experiment. */
    public String create(String workspace, String projectName, String experimentName) {
        if (workspace == null || workspace.isEmpty()) {
            throw new CometException("createExperiment needs a workspace");
        }
        Map<String, Object> body = JsonWrites.body(
                "workspaceName", workspace, "projectName", projectName == null ? "general" : projectName);
        JsonWrites.putGiven(body, "experimentName", experimentName);
        return JsonWrites.required("POST", CREATE, writes.post(CREATE, body), "experimentKey");
    }

    public Map<String, Object> archive(String key) {
        return writes.get("write/experiment/archive", "experimentKey", key);
    }

    public Map<String, Object> restore(String key) {
        return writes.get("write/experiment/restore", "experimentKey", key);
    }

    public Map<String, Object> delete(String key) {
        return writes.get("write/experiment/delete", "experimentKey", key);
    }

    public Map<String, Object> stop(String key) {
        return writes.get("write/experiment/stop", "experimentKey", key);
    }

    public Map<String, Object> deleteAsset(String key, String assetId) {
        return writes.get("write/experiment/asset/delete", "experimentKey", key, "assetId", assetId);
    }

    public List<Map<String, Object>> archiveAll(List<String> keys) {
        return keys.stream().map(this::archive).collect(Collectors.toCollection(ArrayList::new));
    }

    public List<Map<String, Object>> deleteAll(List<String> keys) {
        return keys.stream().map(this::delete).collect(Collectors.toCollection(ArrayList::new));
    }

    /** The reply to the last request; null when there was nothing to move. */
    public Map<String, Object> move(List<String> keys, String workspace, String projectName, boolean symlink) {
        Map<String, Object> reply = null;
        for (int from = 0; from < keys.size(); from += MOVED_AT_ONCE) {
            reply = writes.post(
                    "write/experiment/move",
                    JsonWrites.body(
                            "targetWorkspaceName",
                            workspace,
                            "targetProjectName",
                            projectName,
                            "experimentKeys",
                            keys.subList(from, Math.min(from + MOVED_AT_ONCE, keys.size())),
                            "symlink",
                            symlink));
        }
        return reply;
    }

    public String symlink(String key, String projectName) {
        return JsonWrites.required(
                "GET", SYMLINK, writes.get(SYMLINK, "experimentKey", key, "projectName", projectName), "link");
    }

    public Map<String, Object> beat(String key) {
        return writes.get("write/experiment/set-status", "experimentKey", key);
    }

    public void setState(String key, String state) {
        boolean running = "running".equals(state);
        boolean crashed = "crashed".equals(state);
        if (!running && !crashed && !"finished".equals(state)) {
            throw new CometException(
                    "there is no state \"" + state + "\" of an experiment: use running, finished or crashed");
        }
        writes.post(
                "write/experiment/update-status",
                JsonWrites.body("experimentKey", key, "isAlive", running, "error", null, "hasCrashed", crashed));
    }

    public Map<String, Object> setTimes(String key, Number startMillis, Number endMillis) {
        return writes.post(
                "write/experiment/set-start-end-time",
                JsonWrites.body("experimentKey", key, "startTimeMillis", startMillis, "endTimeMillis", endMillis));
    }
}
