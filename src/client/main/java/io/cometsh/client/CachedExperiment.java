package io.cometsh.client;

import io.cometsh.client.service.ExperimentReads;
import io.cometsh.client.service.LazyMetadata;
import io.cometsh.client.wire.ExperimentMetadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the client keeps of one experiment: its metadata, and what was read ahead. The handle, the lists and the tables
 * read through it, so that no one needs to know the others.
 */
final class CachedExperiment {
    private static final Object TAKEN = new Object();
    /** After this time, the state of a running experiment is read again. */
    private static final Duration STATE_AGE = Duration.ofSeconds(30);

    private final String key;
    private final ExperimentReads reads;
    /** Null after a write that changes it. */
    private volatile LazyMetadata metadata;
    /** Whether a script has read the state in the metadata. */
    private volatile boolean stateTold;
    /** The list that a script took this from last, and the index there; null for none. */
    private volatile ReadAhead<CachedExperiment> ahead;

    private volatile int index;
    /** What was read ahead, by what it is. */
    private final Map<String, Held> held = new ConcurrentHashMap<>();

    /** @param changes the client's count of writes at the time of the read: a later write makes the value stale */
    private record Held(long changes, Object value) {}

    CachedExperiment(String key, LazyMetadata metadata, ExperimentReads reads) {
        this.key = key;
        this.metadata = metadata;
        this.reads = reads;
    }

    String key() {
        return key;
    }

    /** The metadata, which is read if it is not known. */
    ExperimentMetadata metadata() {
        LazyMetadata known = metadata;
        if (known != null) {
            return known.get(key);
        }
        ExperimentMetadata now = ahead == null
                ? reads.metadata(key)
                : ahead.read(
                        this,
                        index,
                        "facts",
                        ReadAhead.MANY,
                        member -> member.metadata == null,
                        member -> reads.metadata(member.key),
                        CachedExperiment::know);
        know(now);
        return now;
    }

    /** Reads the metadata again. */
    ExperimentMetadata refresh() {
        ExperimentMetadata now = reads.metadata(key);
        know(now);
        return now;
    }

    String state() {
        if (ahead == null || !ahead.isOfMany()) {
            return refresh().state();
        }
        if (isStateOld()) {
            ExperimentMetadata now = ahead.read(
                    this,
                    index,
                    ReadAhead.STATE,
                    ReadAhead.MANY,
                    CachedExperiment::isStateOld,
                    member -> reads.metadata(member.key),
                    CachedExperiment::know);
            know(now);
        }
        String state = metadata().state();
        stateTold = true;
        return state;
    }

    private boolean isStateOld() {
        LazyMetadata known = metadata;
        ExperimentMetadata now = known == null ? null : known.known(key);
        return now != null && now.running() && (stateTold || known.isOlderThan(STATE_AGE));
    }

    private void know(ExperimentMetadata now) {
        metadata = LazyMetadata.of(List.of(now));
        stateTold = false;
    }

    /** A list hands this out. */
    void seenIn(ReadAhead<CachedExperiment> list, int at) {
        ahead = list;
        index = at;
    }

    /** One read of this experiment, and where a script goes through a list, of members that follow. */
    <T> T together(String what, int most, Function<String, T> read) {
        long now = reads.calls().changes();
        Held before = held.put(what, new Held(now, TAKEN));
        if (before != null && before.changes() == now && before.value() != TAKEN) {
            @SuppressWarnings("unchecked")
            T value = (T) before.value();
            return value;
        }
        if (ahead == null) {
            return read.apply(key);
        }
        return ahead.read(
                this,
                index,
                what,
                most,
                member -> member.isOpen(what),
                member -> read.apply(member.key),
                (member, value) -> member.held.put(what, new Held(now, value)));
    }

    private boolean isOpen(String what) {
        Held known = held.get(what);
        return known == null || known.changes() != reads.calls().changes();
    }

    /** Makes a change after which the metadata must be read again. */
    <T> T changed(Supplier<T> write) {
        try {
            return write.get();
        } finally {
            // A write that failed may have arrived.
            metadata = null;
        }
    }

    /** Reads the metadata of the experiments to show, from one answer. */
    static void readScreen(List<CachedExperiment> shown) {
        Map<LazyMetadata, List<String>> keys = new LinkedHashMap<>();
        for (CachedExperiment one : shown) {
            LazyMetadata known = one.metadata;
            if (known != null) {
                keys.computeIfAbsent(known, any -> new ArrayList<>()).add(one.key);
            }
        }
        keys.forEach(LazyMetadata::ofScreen);
    }
}
