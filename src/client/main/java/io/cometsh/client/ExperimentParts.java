package io.cometsh.client;

import io.cometsh.client.service.ArtifactLogging;
import io.cometsh.client.service.Artifacts;
import io.cometsh.client.service.AssetWrites;
import io.cometsh.client.service.Assets;
import io.cometsh.client.service.ExperimentDetails;
import io.cometsh.client.service.ExperimentLife;
import io.cometsh.client.service.ExperimentReads;
import io.cometsh.client.service.MetricTotals;
import io.cometsh.client.service.ModelFiles;
import io.cometsh.client.service.Registration;
import io.cometsh.client.service.ValueWrites;
import io.cometsh.client.service.Views;
import java.net.URI;
import java.util.function.Consumer;

/** What a handle of an experiment works with; all the experiments of an api share one. */
record ExperimentParts(
        ExperimentReads reads,
        ExperimentTables tables,
        ExperimentDetails details,
        Assets assets,
        MetricTotals totals,
        ModelFiles downloads,
        Views views,
        ExperimentLife life,
        ValueWrites values,
        AssetWrites files,
        Registration registration,
        ArtifactLogging artifactLogging,
        Artifacts artifacts,
        Consumer<URI> browser) {}
