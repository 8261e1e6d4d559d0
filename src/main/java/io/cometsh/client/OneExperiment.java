package io.cometsh.client;

import io.cometsh.transport.CometException;
import java.util.List;

/** The facts of one experiment, apart from the answer it once came out of. */
final class OneExperiment implements Facts.Source {
    private final Reads reads;

    OneExperiment(Reads reads) {
        this.reads = reads;
    }

    @Override
    public List<ExperimentMetadata> each(List<String> experimentKeys) {
        return experimentKeys.stream().map(reads::metadata).toList();
    }

    @Override
    public CometException notFound(String experimentKey) {
        return new NotFoundException("no experiment with the key \"" + experimentKey + "\"");
    }

    @Override
    public long experimentsInProject() {
        throw new IllegalStateException("one is read by itself");
    }

    @Override
    public List<ExperimentMetadata> listing() {
        throw new IllegalStateException("one is read by itself");
    }

    @Override
    public List<ExperimentMetadata> searched() {
        return List.of();
    }
}
