package io.cometsh.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.export.WholeFile;
import io.cometsh.files.LockedFile;
import io.cometsh.transport.CometException;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One version of a mirror, open for reading: {@code try (Mirror mirror = Mirror.open(folder)) { … }}. While it is open, no
 * sync removes its files.
 */
public final class Mirror implements AutoCloseable {
    private static final Map<String, String> PREFIXES =
            Map.of("params", "params.", "metrics", "metrics.", "log_other", "others.");

    private final MirrorFolder folder;
    private final MirrorState state;
    private final LockedFile lock;
    private final Map<String, Map<String, MirrorRun>> runs = new HashMap<>();
    private final Map<String, SoftReference<MirrorFacts>> facts = new ConcurrentHashMap<>();

    private Mirror(MirrorFolder folder, MirrorState state, LockedFile lock) {
        this.folder = folder;
        this.state = state;
        this.lock = lock;
    }

    /** Whether a folder has a mirror. */
    public static boolean isOne(Path folder) {
        return new MirrorFolder(folder).exists();
    }

    /**
     * Opens the version that is there now.
     *
     * @throws CometException when there is none
     */
    public static Mirror open(Path path) {
        MirrorFolder folder = new MirrorFolder(path);
        if (!folder.exists()) {
            throw new CometException("there is no mirror in " + path);
        }
        try {
            LockedFile lock = FolderLock.reader(path);
            // Read after the lock: until then a sync may replace the version and remove its files.
            return new Mirror(folder, folder.state(), lock);
        } catch (IOException e) {
            throw new CometException("cannot read the mirror " + path + ": " + WholeFile.reason(e), e);
        }
    }

    /** A version that is being written. */
    static Mirror draft(MirrorFolder folder, MirrorState state) {
        return new Mirror(folder, state, null);
    }

    /** Whether a sync has written a newer version. */
    public boolean isOutdated() {
        MirrorState now = folder.state();
        return now == null || now.number() != state.number();
    }

    public Path folder() {
        return folder.path();
    }

    public String workspace() {
        return state.workspace();
    }

    public String server() {
        return state.server();
    }

    /** The names of the projects. */
    public List<String> projects() {
        return state.projects().stream().map(MirrorState.MirroredProject::name).toList();
    }

    /** When the listing of the project was read that was read first. */
    public Instant asOf() {
        return Instant.ofEpochMilli(state.projects().stream()
                .mapToLong(MirrorState.MirroredProject::syncedAt)
                .min()
                .orElse(0));
    }

    /** The Parquet files of {@code runs}, {@code params}, {@code tags} or {@code points}. */
    public List<Path> files(String table) {
        List<Path> files = new ArrayList<>();
        for (MirrorState.MirroredProject project : state.projects()) {
            switch (table) {
                case MirrorFolder.RUNS -> add(files, project.runs());
                case MirrorFolder.PARAMS -> add(files, project.params());
                case MirrorFolder.TAGS -> add(files, project.tags());
                case MirrorFolder.POINTS -> project.points().forEach(part -> add(files, part.file()));
                default -> throw new IllegalArgumentException(table);
            }
        }
        return files;
    }

    /** The columns of runs that projects have: {@code params.NAME}, {@code metrics.NAME} and {@code others.NAME}. */
    public Set<String> runColumns() {
        Set<String> names = new TreeSet<>();
        for (MirrorState.MirroredProject project : state.projects()) {
            if (project.columns() != null) {
                project.columns().path("columns").forEach(column -> {
                    String prefix = PREFIXES.get(column.path("source").asText());
                    if (prefix != null) {
                        names.add(prefix + column.path("name").asText());
                    }
                });
            }
        }
        return names;
    }

    private void add(List<Path> files, String name) {
        if (name != null) {
            files.add(folder.resolve(name));
        }
    }

    MirrorState state() {
        return state;
    }

    synchronized Map<String, MirrorRun> runs(MirrorState.MirroredProject project) {
        return runs.computeIfAbsent(project.name(), name -> folder.index(project));
    }

    /** For a version that is being written. */
    synchronized void use(String project, Map<String, MirrorRun> index) {
        runs.put(project, index);
    }

    /** A run of any project, deleted ones too; null for none. */
    MirrorRun run(String key) {
        MirrorRun deleted = null;
        for (MirrorState.MirroredProject project : state.projects()) {
            MirrorRun run = runs(project).get(key);
            if (run != null && !run.deleted()) {
                return run;
            }
            deleted = run == null ? deleted : run;
        }
        return deleted;
    }

    /** The replies about a run, by {@link RecordedReplies#name}, without points. */
    Map<String, byte[]> facts(MirrorRun run) {
        Map<String, byte[]> replies = new LinkedHashMap<>();
        try {
            RecordedReplies.all(
                    ReplyFile.open(folder.resolve(run.file()), run.at() + run.points(), run.facts()), replies);
            return replies;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** The same, read; kept while there is memory for it, since the next query asks about the same runs. */
    MirrorFacts factsOf(MirrorRun run) {
        SoftReference<MirrorFacts> kept = facts.get(run.key());
        MirrorFacts known = kept == null ? null : kept.get();
        if (known == null) {
            known = MirrorFacts.of(run, facts(run));
            facts.put(run.key(), new SoftReference<>(known));
        }
        return known;
    }

    /** A reply with points; null when there is none. */
    RecordedReplies.Found points(MirrorRun run, String name) {
        try {
            return RecordedReplies.find(ReplyFile.open(folder.resolve(run.file()), run.at(), run.points()), name);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    CometException broken(IOException e) {
        return new CometException(
                "cannot read the mirror " + folder.path() + ": " + WholeFile.reason(e)
                        + "; remove the folder and run sync again if this happens again",
                e);
    }

    static JsonNode json(byte[] body) throws IOException {
        return MirrorFolder.JSON.readTree(body);
    }

    @Override
    public void close() {
        if (lock != null) {
            try {
                lock.close();
            } catch (IOException e) {
                throw broken(e);
            }
        }
    }
}
