package io.cometsh.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.client.service.Endpoints;
import io.cometsh.client.service.JsonCalls;
import io.cometsh.client.service.ListingPage;
import io.cometsh.client.service.ListingPages;
import io.cometsh.client.service.Projects;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.client.wire.Json;
import io.cometsh.export.WholeFile;
import io.cometsh.files.FolderTrees;
import io.cometsh.files.LockedFile;
import io.cometsh.progress.Progress;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.CometConnectionException;
import io.cometsh.transport.CometException;
import io.cometsh.transport.CometHttpException;
import io.cometsh.transport.CometInterruptedException;
import io.cometsh.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/**
 * Brings a mirror up to date: {@code new Sync(transport, server, folder, options, progress, clock).run()}.
 *
 * <p>Each project is a step of its own: its listing is read, then the runs that the listing shows as new, running or
 * changed, then its tables are written, and then {@code mirror.json} is replaced. A sync that ends before leaves the
 * version that was there; what it read of runs is used by the next sync.
 */
public final class Sync {
    /** The points, the summaries of metrics, parameters and others, the tags, and the system details. */
    public static final int REQUESTS_A_RUN = 6;

    private static final int READERS = 16;
    private static final int MOST_FAILED_IN_A_ROW = 2 * READERS;

    private final Projects projects;
    private final Transport transport;
    private final String server;
    private final MirrorFolder folder;
    private final SyncOptions options;
    private final Progress progress;
    private final InstantSource clock;
    private IntConsumer counted = count -> {};

    /**
     * @param transport without a cache
     * @param server its address
     * @param folder of the mirror; made when it is not there
     */
    public Sync(
            Transport transport,
            String server,
            Path folder,
            SyncOptions options,
            Progress progress,
            InstantSource clock) {
        this.projects = new Projects(new JsonCalls(transport));
        this.transport = transport;
        this.server = server;
        this.folder = new MirrorFolder(folder);
        this.options = options;
        this.progress = progress;
        this.clock = clock;
    }

    /** The same, reporting for each project how many runs are to be read before it reads the first one. */
    public Sync counting(IntConsumer consumer) {
        counted = consumer;
        return this;
    }

    /**
     * Reads what has changed.
     *
     * @throws CometException when another sync is under way, the folder is the mirror of something else, or the server
     *     does not answer. The mirror is then as it was, apart from the projects that were complete.
     */
    public SyncResult run() {
        try (LockedFile lock = FolderLock.writer(folder.path())) {
            if (lock == null) {
                throw new CometException("another sync writes " + folder.path() + ": wait until it has ended");
            }
            return locked();
        } catch (IOException e) {
            throw unwritable(e);
        } catch (UncheckedIOException e) {
            throw unwritable(e.getCause());
        }
    }

    private CometException unwritable(IOException e) {
        return new CometException("cannot write the mirror " + folder.path() + ": " + WholeFile.reason(e), e);
    }

    private SyncResult locked() throws IOException {
        MirrorState state = folder.state();
        if (state == null) {
            state = new MirrorState(MirrorState.FORM, 0, server, options.workspace(), List.of());
        } else if (!state.workspace().equals(options.workspace())
                || !state.server().equals(server)) {
            throw new CometException(folder.path() + " is the mirror of " + state.workspace() + " on " + state.server()
                    + ": give another folder with --to");
        }
        Map<String, JsonNode> listed = projects();
        Map<String, Map<String, MirrorRun>> indexes = new LinkedHashMap<>();
        for (MirrorState.MirroredProject project : state.projects()) {
            indexes.put(project.name(), folder.index(project));
        }
        SyncResult result = SyncResult.none();
        for (Map.Entry<String, JsonNode> project : listed.entrySet()) {
            ProjectSync one = new ProjectSync(state, project.getKey(), project.getValue(), indexes);
            state = one.run();
            result = result.and(one.result());
        }
        if (options.project() == null && !listed.keySet().containsAll(indexes.keySet())) {
            indexes.keySet().retainAll(listed.keySet());
            state = state.next(state.projects().stream()
                    .filter(project -> listed.containsKey(project.name()))
                    .toList());
            folder.publish(state);
        }
        clean(state, indexes.values());
        return result;
    }

    /** The projects of the sync by name, as the server lists them. */
    private Map<String, JsonNode> projects() {
        Map<String, JsonNode> byName = new LinkedHashMap<>();
        try {
            if (options.project() != null) {
                byName.put(
                        options.project(),
                        read(
                                Endpoints.PROJECT,
                                Map.of("workspaceName", options.workspace(), "projectName", options.project())));
                return byName;
            }
            read(Endpoints.PROJECTS, Map.of("workspaceName", options.workspace()))
                    .path("projects")
                    .forEach(row -> byName.put(row.path("projectName").asText(), row));
        } catch (CometHttpException e) {
            if (!e.isNotFound()) {
                throw e;
            }
        }
        if (byName.isEmpty()) {
            // These name the nearest when the name is unknown.
            if (options.project() != null) {
                projects.require(options.workspace(), options.project());
            }
            projects.names(options.workspace());
        }
        return byName;
    }

    private JsonNode read(String endpoint, Map<String, String> parameters) {
        ApiRequest request = ApiRequest.get(endpoint, parameters);
        return Json.read(request, transport.send(request));
    }

    private void clean(MirrorState state, Collection<Map<String, MirrorRun>> indexes) throws IOException {
        try (LockedFile alone = FolderLock.noReaders(folder.path())) {
            if (alone != null) {
                folder.clean(MirrorFolder.files(state, indexes));
            }
        }
        FolderTrees.delete(folder.resolve("work"));
    }

    /** One project in a sync. */
    private final class ProjectSync {
        private final MirrorState state;
        private final String name;
        private final JsonNode row;
        private final Map<String, Map<String, MirrorRun>> indexes;
        private final MirrorState.MirroredProject before;
        private final Map<String, MirrorRun> known;
        private final long syncedAt = clock.millis();
        private final long number;
        private final List<SyncResult.Failure> failures = Collections.synchronizedList(new ArrayList<>());
        private MirrorState.MirroredProject after;
        private volatile int read;
        private volatile int deleted;
        private volatile boolean hidden;

        ProjectSync(MirrorState state, String name, JsonNode row, Map<String, Map<String, MirrorRun>> indexes) {
            this.state = state;
            this.name = name;
            this.row = row;
            this.indexes = indexes;
            before = state.project(name);
            known = indexes.getOrDefault(name, Map.of());
            number = state.number() + 1;
        }

        MirrorState run() throws IOException {
            List<ExperimentMetadata> listing = listing();
            JsonNode columns = columns();
            Map<String, MirrorRun> fresh = readChanged(listing);
            Map<String, MirrorRun> index = new LinkedHashMap<>();
            for (ExperimentMetadata listed : listing) {
                String key = listed.experimentKey();
                MirrorRun run = fresh.getOrDefault(key, known.get(key));
                if (run != null && !run.deleted()) {
                    index.put(key, run);
                }
            }
            int gone = 0;
            for (MirrorRun run : known.values()) {
                if (!index.containsKey(run.key()) && !isElsewhere(run.key())) {
                    gone += run.deleted() ? 0 : 1;
                    index.put(run.key(), run.deleted() ? run : run.deleted(syncedAt));
                }
            }
            deleted = gone;
            boolean changed = before == null
                    || !fresh.isEmpty()
                    || gone > 0
                    || !List.copyOf(index.keySet()).equals(List.copyOf(known.keySet()));
            hidden = !changed && !Objects.equals(columns, before.columns());
            after = changed ? write(index, columns) : listedAgain(columns);
            indexes.put(name, index);
            MirrorState next = state.next(with(after));
            folder.publish(next);
            return next;
        }

        private boolean isElsewhere(String key) {
            return indexes.entrySet().stream()
                    .filter(other -> !other.getKey().equals(name))
                    .map(other -> other.getValue().get(key))
                    .anyMatch(run -> run != null && !run.deleted());
        }

        private List<MirrorState.MirroredProject> with(MirrorState.MirroredProject project) {
            List<MirrorState.MirroredProject> all = new ArrayList<>();
            boolean found = false;
            for (MirrorState.MirroredProject one : state.projects()) {
                found |= one.name().equals(project.name());
                all.add(one.name().equals(project.name()) ? project : one);
            }
            if (!found) {
                all.add(project);
            }
            return all;
        }

        /** The same files, of which is known now that they are as of this listing. */
        private MirrorState.MirroredProject listedAgain(JsonNode columns) {
            return new MirrorState.MirroredProject(
                    name,
                    row,
                    columns,
                    syncedAt,
                    before.index(),
                    counts(known.values(), before.counts().points()),
                    before.runs(),
                    before.params(),
                    before.tags(),
                    before.points());
        }

        /** Null on a server without this read. */
        private JsonNode columns() {
            try {
                return Sync.this.read(
                        Endpoints.COLUMNS, Map.of("workspaceName", options.workspace(), "projectName", name));
            } catch (CometHttpException e) {
                if (e.status() == 404) {
                    return null;
                }
                throw e;
            }
        }

        /** Each run once, as it was listed last: one that is archived while the listing is read is in both halves. */
        private List<ExperimentMetadata> listing() {
            Map<String, ExperimentMetadata> byKey = new LinkedHashMap<>();
            for (boolean archived : new boolean[] {false, true}) {
                Iterator<List<ExperimentMetadata>> pages = ListingPages.of(
                        ListingPage.ALL, page -> projects.listing(options.workspace(), name, archived, page));
                pages.forEachRemaining(page -> page.forEach(run -> byKey.put(run.experimentKey(), run)));
            }
            return List.copyOf(byKey.values());
        }

        private boolean isCurrent(ExperimentMetadata listed, MirrorRun run) {
            return run != null
                    && !run.deleted()
                    && !listed.running()
                    && listed.equals(run.row())
                    && (options.refresh() == null
                            || run.readAt() > clock.millis() - options.refresh().toMillis());
        }

        private Map<String, MirrorRun> readChanged(List<ExperimentMetadata> listing) throws IOException {
            List<ExperimentMetadata> toRead = new ArrayList<>();
            Map<String, MirrorRun> fresh = new ConcurrentHashMap<>();
            Map<String, MirrorRun> left = leftBehind();
            for (ExperimentMetadata listed : listing) {
                MirrorRun partial = left.get(listed.experimentKey());
                if (isCurrent(listed, known.get(listed.experimentKey()))) {
                    continue;
                }
                if (isCurrent(listed, partial)) {
                    fresh.put(partial.key(), partial);
                } else {
                    toRead.add(listed);
                }
            }
            if (!toRead.isEmpty()) {
                progress.total(toRead.size());
                counted.accept(toRead.size());
                readAll(toRead, fresh);
            }
            read = toRead.size() - failures.size();
            return fresh;
        }

        /** Runs that a sync read which did not get to its end. */
        private Map<String, MirrorRun> leftBehind() throws IOException {
            Map<String, MirrorRun> left = new HashMap<>();
            Path replies = folder.resolve(MirrorFolder.REPLIES);
            if (!Files.isDirectory(replies)) {
                return left;
            }
            Set<String> used = MirrorFolder.files(state, indexes.values());
            List<Path> files;
            try (java.util.stream.Stream<Path> all = Files.list(replies)) {
                files = all.sorted().toList();
            }
            for (Path file : files) {
                String named = MirrorFolder.REPLIES + "/" + file.getFileName();
                if (used.contains(named)) {
                    continue;
                }
                for (ReplyFile.Block block : ReplyFile.blocks(file)) {
                    MirrorRun run = MirrorFolder.JSON.readValue(block.head(), MirrorRun.class);
                    if (run.bytes() == block.length()) {
                        left.merge(run.key(), run.in(named, block.at()), (a, b) -> a.readAt() > b.readAt() ? a : b);
                    }
                }
            }
            return left;
        }

        private void readAll(List<ExperimentMetadata> toRead, Map<String, MirrorRun> fresh) throws IOException {
            Files.createDirectories(folder.resolve(MirrorFolder.REPLIES));
            Path work = folder.resolve("work");
            FolderTrees.delete(work);
            Files.createDirectories(work);
            String file = unusedReplyFile();
            try (ReplyFile replies = ReplyFile.append(folder.resolve(file))) {
                RunReader reader = new RunReader(transport, clock, replies, file, work);
                ConcurrentLinkedQueue<ExperimentMetadata> queue = new ConcurrentLinkedQueue<>(toRead);
                AtomicInteger failedInARow = new AtomicInteger();
                AtomicReference<Throwable> end = new AtomicReference<>();
                List<Thread> readers = new ArrayList<>();
                for (int i = 0; i < Math.min(READERS, toRead.size()); i++) {
                    Thread thread =
                            new Thread(() -> readSome(reader, queue, fresh, failedInARow, end), "cometsh-sync-" + i);
                    thread.setDaemon(true);
                    thread.start();
                    readers.add(thread);
                }
                join(readers, end);
                replies.force();
            }
        }

        private String unusedReplyFile() {
            for (int i = 0; ; i++) {
                String file = MirrorFolder.REPLIES + "/" + number + "-" + i + ".replies";
                if (!Files.exists(folder.resolve(file))) {
                    return file;
                }
            }
        }

        private void join(List<Thread> readers, AtomicReference<Throwable> end) throws IOException {
            try {
                for (Thread reader : readers) {
                    reader.join();
                }
            } catch (InterruptedException e) {
                end.compareAndSet(null, e);
                readers.forEach(Thread::interrupt);
                Thread.currentThread().interrupt();
                throw new CometInterruptedException("interrupted");
            }
            Throwable thrown = end.get();
            if (thrown instanceof IOException failed) {
                throw failed;
            }
            if (thrown instanceof RuntimeException failed) {
                throw failed;
            }
            if (thrown instanceof Error failed) {
                throw failed;
            }
        }

        private void readSome(
                RunReader reader,
                ConcurrentLinkedQueue<ExperimentMetadata> queue,
                Map<String, MirrorRun> fresh,
                AtomicInteger failedInARow,
                AtomicReference<Throwable> end) {
            try {
                for (ExperimentMetadata next = queue.poll(); next != null && end.get() == null; next = queue.poll()) {
                    try {
                        fresh.put(next.experimentKey(), reader.read(next));
                        failedInARow.set(0);
                    } catch (CometInterruptedException e) {
                        throw e;
                    } catch (CometException e) {
                        failed(next, e, failedInARow);
                    }
                    progress.step(1);
                }
            } catch (IOException | RuntimeException | Error e) {
                end.compareAndSet(null, e);
            }
        }

        private void failed(ExperimentMetadata run, CometException failure, AtomicInteger failedInARow) {
            boolean refused = failure instanceof CometHttpException answer && answer.isUnauthorized();
            boolean server = failure instanceof CometConnectionException
                    || failure instanceof CometHttpException answer
                            && (answer.status() >= 500 || answer.status() == 429);
            if (refused || server && failedInARow.incrementAndGet() >= MOST_FAILED_IN_A_ROW) {
                throw failure;
            }
            if (failure instanceof CometHttpException answer && answer.isNotFound() && isGone(run)) {
                // Deleted since it was listed: the next listing does not have it.
                return;
            }
            failures.add(new SyncResult.Failure(
                    run.experimentKey(),
                    run.experimentName(),
                    name,
                    String.valueOf(failure.getMessage()).lines().findFirst().orElse("")));
        }

        private boolean isGone(ExperimentMetadata run) {
            try {
                Sync.this.read(Endpoints.METADATA, Map.of("experimentKey", run.experimentKey()));
                return false;
            } catch (CometHttpException e) {
                return e.status() == 404 || e.status() == 400;
            }
        }

        private MirrorState.MirroredProject write(Map<String, MirrorRun> index, JsonNode columns) throws IOException {
            Map<String, MirrorRun> packed = new ReplyCompaction(folder, number).of(index);
            index.putAll(packed);
            String indexName = MirrorFolder.INDEX + "/" + number + ".jsonl.gz";
            folder.writeIndex(indexName, index.values());
            MirrorState.MirroredProject draft = new MirrorState.MirroredProject(
                    name, row, columns, syncedAt, indexName, null, null, null, null, List.of());
            Mirror source = Mirror.draft(folder, state.next(with(draft)));
            source.use(name, index);
            MirrorTables tables = new MirrorTables(folder, new MirrorTransport(source), source, number, name);
            List<MirrorRun> runs =
                    index.values().stream().filter(run -> !run.deleted()).toList();
            List<MirrorState.Part> points = tables.points(runs, before == null ? List.of() : before.points(), known);
            long rows = points.stream().mapToLong(MirrorState.Part::points).sum();
            MirrorState.MirroredProject written = new MirrorState.MirroredProject(
                    name,
                    row,
                    columns,
                    syncedAt,
                    indexName,
                    counts(index.values(), rows),
                    tables.runs(runs),
                    tables.params(runs),
                    tables.tags(runs),
                    points);
            return written;
        }

        private MirrorState.Counts counts(Collection<MirrorRun> all, long points) {
            List<MirrorRun> runs = all.stream().filter(run -> !run.deleted()).toList();
            return new MirrorState.Counts(
                    runs.size(),
                    all.size() - runs.size(),
                    failures.size(),
                    points,
                    runs.stream().map(MirrorRun::readAt).min(Long::compare).orElse(null));
        }

        SyncResult result() {
            MirrorState.Counts counts = after.counts();
            Set<String> sampled = new HashSet<>();
            indexes.get(name).values().forEach(run -> run.sampled().forEach(metric -> sampled.add(run.key() + metric)));
            return new SyncResult(
                    1,
                    counts.runs(),
                    read,
                    deleted,
                    counts.points(),
                    counts.oldest() == null ? null : Instant.ofEpochMilli(counts.oldest()),
                    hidden ? List.of(name) : List.of(),
                    failures,
                    sampled.size());
        }
    }
}
