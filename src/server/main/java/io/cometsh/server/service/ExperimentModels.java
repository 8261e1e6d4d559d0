package io.cometsh.server.service;

import io.cometsh.server.store.AssetRow;
import io.cometsh.server.store.ExperimentRow;
import io.cometsh.server.store.ModelRow;
import io.cometsh.server.store.ModelVersionRow;
import io.cometsh.server.store.Store;
import io.cometsh.server.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The models of experiments. A model is nothing of its own there: it is the assets of one type that came under one name. */
public final class ExperimentModels {
    private final Store store;
    private final ExperimentService experiments;
    private final AssetService assets;

    public ExperimentModels(Store store, ExperimentService experiments, AssetService assets) {
        this.store = store;
        this.experiments = experiments;
        this.assets = assets;
    }

    /** A version of the registry that was made from a model of an experiment. */
    public record Registered(ModelRow model, ModelVersionRow version) {}

    /** A model and what was registered from it. */
    public record LoggedModel(String name, List<Registered> registered) {}

    /** The models of an experiment in the order their first files came. */
    public List<LoggedModel> list(String key) {
        return store.read(tx -> {
            ExperimentRow experiment = experiments.require(tx, key);
            Map<String, List<Registered>> byName = new LinkedHashMap<>();
            for (AssetRow asset : store.assets().of(tx, experiment.num())) {
                if (AssetService.isModelElement(asset.type()) && asset.grouping() != null) {
                    byName.putIfAbsent(asset.grouping(), new ArrayList<>());
                }
            }
            for (ModelVersionRow version : store.registry().versionsFrom(tx, key)) {
                List<Registered> records = byName.get(version.experimentModel());
                if (records != null) {
                    store.registry()
                            .model(tx, version.model())
                            .ifPresent(model -> records.add(new Registered(model, version)));
                }
            }
            List<LoggedModel> models = new ArrayList<>();
            byName.forEach((name, records) -> models.add(new LoggedModel(name, records)));
            return models;
        });
    }

    /** The files of a model, by name; none when the experiment has no such model. */
    public List<AssetRow> files(String key, String name) {
        return store.read(tx -> files(tx, experiments.require(tx, key), name));
    }

    List<AssetRow> files(Tx tx, ExperimentRow experiment, String name) throws SQLException {
        return store.assets().of(tx, experiment.num()).stream()
                .filter(asset -> AssetService.isModelElement(asset.type()) && name.equals(asset.grouping()))
                .sorted(Comparator.comparing(AssetRow::fileName))
                .toList();
    }

    /** The files of a model with their bytes; a model without files is an error. */
    public List<AssetService.Stored> stored(String key, String name) {
        List<AssetRow> files = files(key, name);
        if (files.isEmpty()) {
            throw CometError.EXPERIMENT_MODEL_NOT_FOUND.of(name + " in " + key);
        }
        return files.stream().map(file -> assets.get(key, file.id())).toList();
    }
}
