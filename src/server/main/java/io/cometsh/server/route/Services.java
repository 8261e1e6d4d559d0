package io.cometsh.server.route;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cometsh.server.service.Accounts;
import io.cometsh.server.service.ArtifactService;
import io.cometsh.server.service.AssetService;
import io.cometsh.server.service.ChartService;
import io.cometsh.server.service.ExperimentModels;
import io.cometsh.server.service.ExperimentService;
import io.cometsh.server.service.LogService;
import io.cometsh.server.service.OptimizerService;
import io.cometsh.server.service.PanelService;
import io.cometsh.server.service.ProjectService;
import io.cometsh.server.service.QueryService;
import io.cometsh.server.service.RegistryService;
import io.cometsh.server.service.SystemDetails;
import io.cometsh.server.service.ViewService;
import io.cometsh.server.store.Store;
import java.time.Clock;
import java.util.function.Supplier;

/** The services over one store, wired, and the JSON reader and writer they share. */
public record Services(
        ObjectMapper json,
        Accounts accounts,
        ProjectService projects,
        ExperimentService experiments,
        LogService log,
        SystemDetails details,
        AssetService assets,
        ExperimentModels models,
        RegistryService registry,
        ArtifactService artifacts,
        ViewService views,
        OptimizerService optimizers,
        PanelService panels,
        QueryService queries,
        ChartService charts,
        Store store) {
    public static Services over(Store store, Accounts accounts, Clock clock) {
        ObjectMapper json = lenientJson();
        ProjectService projects = new ProjectService(store, clock);
        ExperimentService experiments = new ExperimentService(store, projects, clock);
        LogService log = new LogService(store, experiments, clock);
        AssetService assets = new AssetService(store, experiments, log, clock);
        ExperimentModels models = new ExperimentModels(store, experiments, assets);
        return new Services(
                json,
                accounts,
                projects,
                experiments,
                log,
                new SystemDetails(store, experiments, log, json),
                assets,
                models,
                new RegistryService(store, projects, experiments, models, json, clock),
                new ArtifactService(store, projects, experiments, log, clock),
                new ViewService(store, projects, experiments, json, clock),
                new OptimizerService(store, json, clock),
                new PanelService(store, projects, json, clock),
                new QueryService(store, projects, experiments),
                new ChartService(store, experiments),
                store);
    }

    /** Clients write NaN and Infinity as bare words, and log texts of any length. A reply that fails half way must not be closed as if it were whole. */
    private static ObjectMapper lenientJson() {
        return new ObjectMapper(JsonFactory.builder()
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(64 * 1024 * 1024)
                        .build())
                .build()
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT));
    }

    /** One handler for everything that is served. */
    public Router router(Front front, Supplier<Pages> pages, Metrics metrics) {
        Routes routes = routes();
        OperatorRoutes.add(routes, this, metrics);
        return new Router(routes, front, accounts, json, store, pages);
    }

    Routes routes() {
        Routes routes = new Routes();
        ProjectRoutes.add(routes, this);
        ExperimentReadRoutes.add(routes, this);
        ExperimentWriteRoutes.add(routes, this);
        LiveRoutes.add(routes, this);
        AssetRoutes.add(routes, this);
        ModelRoutes.add(routes, this);
        RegistryRoutes.add(routes, this);
        RegistryWriteRoutes.add(routes, this);
        ArtifactRoutes.add(routes, this);
        ViewRoutes.add(routes, this);
        OptimizerRoutes.add(routes, this);
        PanelRoutes.add(routes, this);
        AdminRoutes.add(routes, this);
        return routes;
    }
}
