package io.cometsh.conformance;

import io.cometsh.client.Api;
import io.cometsh.client.Experiment;
import io.cometsh.client.LoggedArtifact;
import io.cometsh.client.LoggedArtifactAsset;
import io.cometsh.client.Model;
import io.cometsh.settings.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** The recorder's handles by their names: each was made by a recorded call before the calls on it. */
final class Handles {
    private static final String NAMED = "a1".repeat(16);
    private static final String UNNAMED = "c3".repeat(16);

    private final Stage stage;
    private final List<Recorded> all;
    private final Function<String, Api> apis;
    private final Settings settings;
    private final String source;
    private final Map<String, Api> opened = new HashMap<>();
    private final Map<String, Experiment> experiments = new HashMap<>();

    /**
     * @param apis opens the api of a name of the recorder's
     * @param settings the settings of the call's own environment; null when it has none
     */
    Handles(Stage stage, List<Recorded> all, String source, Settings settings, Function<String, Api> apis) {
        this.stage = stage;
        this.all = all;
        this.source = source;
        this.settings = settings;
        this.apis = apis;
    }

    Settings settings() {
        return settings;
    }

    Api api(String name) {
        return opened.computeIfAbsent(name, apis);
    }

    Api api() {
        return api("api");
    }

    Experiment experiment(String name) {
        return experiments.computeIfAbsent(name, any -> switch (source) {
            case "writes" ->
                through(
                        "APIExperiment(api=api, previous_experiment=KEY)",
                        () -> api().getExperimentByKey("aaaaaaaa0123456789abcdef01234567"));
            case "registry-artifacts-panels" ->
                through(
                        "exp = api.get_experiment_by_key(KEY)",
                        () -> api().getExperimentByKey("aaaaaaaa0123456789abcdef01234567"));
            default ->
                through(
                        "api.get_experiments('demo-ws', 'vision')",
                        () -> api().getExperiments("demo-ws", "vision").stream()
                                .filter(experiment ->
                                        experiment.getKey().equals(name.equals("unnamed") ? UNNAMED : NAMED))
                                .findFirst()
                                .orElseThrow());
        });
    }

    Model model() {
        return through("model = api.get_model(\"acme\", \"detector\")", () -> api().getModel("acme", "detector"));
    }

    LoggedArtifact artifact() {
        return through("artifact = api.get_artifact(\"acme\", \"birds\")", () -> api().getArtifact("acme", "birds"));
    }

    LoggedArtifactAsset asset() {
        LoggedArtifact artifact = artifact();
        return through("artifact.get_asset(\"table.csv\")", () -> artifact.getAsset("table.csv"));
    }

    private <T> T through(String call, Supplier<T> make) {
        Replay playing = stage.playing();
        stage.play(new Replay(
                all.stream().filter(one -> one.call().equals(call)).findFirst().orElseThrow(), any -> null));
        try {
            return make.get();
        } finally {
            stage.play(playing);
        }
    }

    void close() {
        opened.values().forEach(Api::close);
    }
}
