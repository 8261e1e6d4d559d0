package io.cometsh.client;

import java.net.URI;
import java.util.function.Consumer;
import java.util.function.Function;

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
        ArtifactLogging artifacts,
        Function<LoggedVersion, LoggedArtifact> logged,
        Consumer<URI> browser) {}
