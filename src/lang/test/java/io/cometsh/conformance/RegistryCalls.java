package io.cometsh.conformance;

import static io.cometsh.conformance.Translator.action;
import static io.cometsh.conformance.Translator.method;

import io.cometsh.client.*;
import io.cometsh.client.wire.ModelStatusConfiguration;
import java.util.*;

/** The model registry, and charts. */
final class RegistryCalls {
    private RegistryCalls() {}

    static Map<String, Translator.Method> all() {
        return Map.ofEntries(
                method(
                        "api.get_metrics_for_chart",
                        "experiment_keys metrics parameters independent full",
                        g -> g.api()
                                .getMetricsForChart(g.texts(0), g.texts(1), g.texts(2), g.is(3, true), g.is(4, false))),
                method(
                        "api.get_metrics_df",
                        "experiment_keys metrics x_axis interpolate",
                        g -> g.api().getMetricsDf(g.texts(0), g.texts(1), g.or(2, "step"), g.is(3, true))),
                method(
                        "api.model_registry_allowed_status_values",
                        "workspace",
                        g -> g.api().modelRegistryAllowedStatusValues(g.text(0))),
                method("api.get_registry_model_names", "workspace", g -> g.api().getRegistryModelNames(g.text(0))),
                method("api.get_registry_model_count", "workspace", g -> g.api().getRegistryModelCount(g.text(0))),
                method(
                        "api.get_registry_model_details",
                        "workspace registry_name version",
                        g -> g.text(2) == null
                                ? g.api().getRegistryModelDetails(g.text(0), g.text(1))
                                : g.api().getRegistryModelDetails(g.text(0), g.text(1), g.text(2))),
                method(
                        "api.get_registry_model_versions",
                        "workspace registry_name",
                        g -> g.api().getRegistryModelVersions(g.text(0), g.text(1))),
                method(
                        "api.get_registry_model_notes",
                        "workspace registry_name",
                        g -> g.api().getRegistryModelNotes(g.text(0), g.text(1))),
                method(
                        "api.get_latest_registry_model_version_details",
                        "workspace registry_name stage version_major version_minor",
                        g -> g.api()
                                .getLatestRegistryModelVersionDetails(
                                        g.text(0), g.text(1), g.text(2), g.integer(3), g.integer(4))),
                method(
                        "api.get_model_registry_version_assets",
                        "workspace registry_name version stage",
                        g -> g.api().getModelRegistryVersionAssets(g.text(0), g.text(1), g.text(2), g.text(3))),
                action(
                        "api.update_registry_model",
                        "workspace registry_name new_name description public",
                        g -> g.api().updateRegistryModel(g.text(0), g.text(1), g.text(2), g.text(3), (Boolean)
                                g.or(4, null))),
                action(
                        "api.update_registry_model_version",
                        "workspace registry_name version comment stages",
                        g -> g.api()
                                .updateRegistryModelVersion(g.text(0), g.text(1), g.text(2), g.text(3), g.texts(4))),
                action(
                        "api.update_registry_model_notes",
                        "workspace registry_name notes",
                        g -> g.api().updateRegistryModelNotes(g.text(0), g.text(1), g.text(2))),
                action(
                        "api.add_registry_model_version_stage",
                        "workspace registry_name version stage",
                        g -> g.api().addRegistryModelVersionStage(g.text(0), g.text(1), g.text(2), g.text(3))),
                action(
                        "api.delete_registry_model_version_stage",
                        "workspace registry_name version stage",
                        g -> g.api().deleteRegistryModelVersionStage(g.text(0), g.text(1), g.text(2), g.text(3))),
                action(
                        "api.delete_registry_model_version",
                        "workspace registry_name version",
                        g -> g.api().deleteRegistryModelVersion(g.text(0), g.text(1), g.text(2))),
                action(
                        "api.delete_registry_model",
                        "workspace registry_name",
                        g -> g.api().deleteRegistryModel(g.text(0), g.text(1))),
                method("api.get_model", "workspace model_name", g -> g.api().getModel(g.text(0), g.text(1))),
                method(
                        "Model.from_registry",
                        "workspace model_name",
                        g -> g.api().getModel(g.text(0), g.text(1))),
                method("model.name", "", g -> g.model().getName()),
                method(
                        "exp.download_model",
                        "name output_path expand",
                        g -> g.experiment().downloadModel(g.text(0), g.folderText(), g.is(2, true))),
                method(
                        "exp.register_model",
                        "model_name version workspace registry_name public description comment status tags stages"
                                + " metadata status_configuration",
                        g -> g.experiment()
                                .registerModel(
                                        g.text(0),
                                        g.text(1),
                                        g.text(2),
                                        g.text(3),
                                        g.or(4, null),
                                        g.text(5),
                                        g.text(6),
                                        g.text(7),
                                        g.texts(8),
                                        g.texts(9),
                                        g.map(10),
                                        g.or(11, null))),
                method("repr", "value", g -> {
                    if (!(g.at(0) instanceof Python.Call of)) {
                        throw new NoSuchCall();
                    }
                    return of.name().equals("model")
                            ? g.model().toString()
                            : g.api()
                                    .getModel((String) of.arguments().get(0).value(), (String)
                                            of.arguments().get(1).value())
                                    .toString();
                }),
                method(
                        "model.find_versions",
                        "version_prefix status tag",
                        g -> g.model().findVersions(g.text(0), g.text(1), g.text(2))),
                method("model.get_details", "version", g -> g.model().getDetails(g.text(0))),
                method("model.status", "version", g -> g.model().status(g.text(0))),
                method("model.tags", "version", g -> g.model().tags(g.text(0))),
                action("model.set_status", "version status", g -> g.model().setStatus(g.text(0), g.text(1))),
                action("model.add_tag", "version tag", g -> g.model().addTag(g.text(0), g.text(1))),
                action("model.delete_tag", "version tag", g -> g.model().deleteTag(g.text(0), g.text(1))),
                method("model.get_assets", "version", g -> g.model().getAssets(g.text(0))),
                method("model.get_version_history", "version", g -> g.model().getVersionHistory(g.text(0))),
                method(
                        "model.get_registry_model_metadata",
                        "version model_item_id",
                        g -> g.model().getRegistryModelMetadata(g.text(0), g.text(1))),
                action(
                        "model.update_registry_model_metadata",
                        "metadata version model_item_id",
                        g -> g.model().updateRegistryModelMetadata(g.map(0), g.text(1), g.text(2))),
                method(
                        "model.get_registry_model_status_configuration",
                        "version model_item_id",
                        g -> g.model().getRegistryModelStatusConfiguration(g.text(0), g.text(1))),
                action(
                        "model.update_registry_model_status_configuration",
                        "status_configuration version",
                        g -> g.model()
                                .updateRegistryModelStatusConfiguration(
                                        configuration((Python.Call) g.at(0)), g.text(1))),
                method(
                        "model.download",
                        "version output_folder expand",
                        g -> g.model().download(g.text(0), g.folderText(), g.is(2, true))),
                method(
                        "api.download_registry_model",
                        "workspace registry_name version output_path expand stage",
                        g -> g.api()
                                .downloadRegistryModel(
                                        g.text(0), g.text(1), g.text(2), g.folderText(), g.is(4, true), g.text(5))));
    }

    private static ModelStatusConfiguration configuration(Python.Call call) {
        Map<String, Object> items = new LinkedHashMap<>();
        for (Object item : (List<?>) call.named("status_configuration_items")) {
            List<Python.Argument> arguments = ((Python.Call) item).arguments();
            items.put((String) arguments.get(0).value(), arguments.get(1).value());
        }
        return ModelStatusConfiguration.of(
                        (String) call.named("status"), (Boolean) call.named("is_review_required"), items)
                .withComment((String) call.named("comment"));
    }
}
