package io.cometsh.client.service;

import io.cometsh.client.service.ExperimentColumns.Needs;
import io.cometsh.client.service.ExperimentReads.SummaryKind;
import io.cometsh.client.wire.ExperimentMetadata;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which columns hold numbers, although Comet keeps parameters and others as texts: the project's columns have the type,
 * and are read once for each project.
 */
public final class NumberColumns {
    private final ExperimentReads reads;
    private final Map<List<String>, Set<String>> byProject = new ConcurrentHashMap<>();

    public NumberColumns(ExperimentReads reads) {
        this.reads = reads;
    }

    /** Such as {@code params.lr}. Nothing is read where no column of this kind is needed. */
    Set<String> of(ExperimentMetadata facts, Needs needs) {
        boolean texts =
                needs.kinds().contains(SummaryKind.PARAMETERS) || needs.kinds().contains(SummaryKind.OTHERS);
        if (!texts || facts.workspaceName() == null || facts.projectName() == null) {
            return Set.of();
        }
        return byProject.computeIfAbsent(
                List.of(facts.workspaceName(), facts.projectName()),
                project -> reads.numberColumns(project.get(0), project.get(1)));
    }
}
