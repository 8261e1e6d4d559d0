package io.cometsh.client.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.transport.CometException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The metadata of experiments that came out of one answer together, and so are read together.
 *
 * <p>A query answers with keys only. The first use of any hit's metadata reads the metadata of all hits, in the
 * cheapest way: one listing of the project when the hits are a fair share of the project, else the rows that a search
 * for them returns. Metadata that is still missing is read by one request each, in parallel.
 * Never one in sequence for each hit, and never the listing of a huge project for a handful of hits.
 */
public final class LazyMetadata {
    /** So few are read one by one without asking how large the project is. */
    private static final int FEW = 6;
    /** A listing may bring this many rows for each hit before single reads are the better way. */
    private static final int ROWS_A_HIT = 50;
    /** For an answer of more than these a screenful is read alone. */
    private static final int LARGE = 2_000;

    /** How the facts that are still missing can be read. */
    interface MetadataReader {
        /** One read each; an experiment that is not there any more is left out. */
        List<ExperimentMetadata> each(List<String> experimentKeys);

        /** The error for an experiment that no read brought. */
        CometException notFound(String experimentKey);

        long experimentsInProject();

        List<ExperimentMetadata> listing();

        /** The rows that a search for the same hits brings along; empty where the server sends keys alone. */
        List<ExperimentMetadata> searched();
    }

    private final Map<String, ExperimentMetadata> known = new HashMap<>();
    private final List<String> wanted;
    private final MetadataReader source;
    private volatile long readNanos = System.nanoTime();

    private LazyMetadata(List<String> wanted, MetadataReader source) {
        this.wanted = wanted;
        this.source = source;
    }

    /** Facts that an answer brought along. */
    public static LazyMetadata of(Collection<ExperimentMetadata> rows) {
        LazyMetadata facts = new LazyMetadata(List.of(), null);
        rows.forEach(row -> facts.known.put(row.experimentKey(), row));
        return facts;
    }

    /** Facts that will be read when the first of them is touched. */
    static LazyMetadata lazy(List<String> keys, MetadataReader source) {
        return new LazyMetadata(List.copyOf(keys), source);
    }

    /** Whether a search hit has more than its key: servers may send the whole row, or the key alone. */
    static boolean isWhole(JsonNode hit) {
        return hit.has("experimentName") && hit.has("startTimeMillis") && hit.has("workspaceName");
    }

    public synchronized ExperimentMetadata get(String experimentKey) {
        if (!known.containsKey(experimentKey)) {
            load(experimentKey);
        }
        return known.get(experimentKey);
    }

    /** What is known without reading; null for nothing. */
    public synchronized ExperimentMetadata known(String experimentKey) {
        return known.get(experimentKey);
    }

    /**
     * Reads the metadata of a screenful, and not of the whole answer, where that is so large that its listing would
     * have to be waited for.
     */
    public synchronized void ofScreen(List<String> keys) {
        if (source == null || wanted.size() - known.size() <= LARGE) {
            return;
        }
        List<String> missing =
                keys.stream().filter(key -> !known.containsKey(key)).toList();
        if (!missing.isEmpty()) {
            keep(source.each(missing));
        }
    }

    private void load(String experimentKey) {
        List<String> missing = missing();
        boolean few = missing.size() <= FEW;
        if (!few) {
            boolean fairShare = source.experimentsInProject() <= (long) ROWS_A_HIT * missing.size();
            keep(fairShare ? source.listing() : source.searched());
            missing = missing();
        }
        keep(source.each(missing));
        if (!known.containsKey(experimentKey)) {
            throw source.notFound(experimentKey);
        }
    }

    private List<String> missing() {
        List<String> missing = new ArrayList<>(wanted);
        missing.removeIf(known::containsKey);
        return missing;
    }

    private void keep(List<ExperimentMetadata> rows) {
        rows.forEach(row -> known.put(row.experimentKey(), row));
        readNanos = System.nanoTime();
    }

    /** Whether the last of them was read longer ago than this. */
    public boolean isOlderThan(Duration age) {
        return System.nanoTime() - readNanos > age.toNanos();
    }
}
