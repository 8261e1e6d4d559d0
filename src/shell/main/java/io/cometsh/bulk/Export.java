package io.cometsh.bulk;

import io.cometsh.bulk.ExportRequest.What;
import io.cometsh.client.Api;
import io.cometsh.client.Experiment;
import io.cometsh.client.service.AssetReader;
import io.cometsh.client.service.NotFoundException;
import io.cometsh.client.service.PointReader;
import io.cometsh.client.service.ProjectPaths;
import io.cometsh.client.service.QueriedProject;
import io.cometsh.client.service.RowReader;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.export.RowWriter;
import io.cometsh.export.WholeFile;
import io.cometsh.files.AtomicFile;
import io.cometsh.progress.Progress;
import io.cometsh.transport.CometConnectionException;
import io.cometsh.transport.CometException;
import io.cometsh.transport.CometHttpException;
import io.cometsh.transport.CometInterruptedException;
import io.cometsh.transport.Transport;
import io.cometsh.transport.TransportOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * One bulk export: {@code new Export(api, transport, server, request, progress, now).run()}.
 *
 * <p>Several threads read experiments into parts; one writes the output from them in the order of the experiments. What
 * is in memory does not grow with the number of points, rows or files.
 */
public final class Export {
    /** Experiments that may be read at once; the transport bounds the requests. */
    private static final int READERS = TransportOptions.DEFAULT_PARALLEL;
    /** The transport bounds requests, and a download continues after its request has been answered. */
    private static final int DOWNLOADERS = 16;
    /** When nothing but failures come, each further experiment would take its retries' time, and the server more of them. */
    private static final int MOST_FAILED_IN_A_ROW = 32;

    private static final int MOST_SAMPLED_LISTED = 1000;
    private static final int LEAST_BUFFER = 1 << 16;
    private static final int MOST_BUFFER = 1 << 20;

    private final Api api;
    private final Transport transport;
    private final String server;
    private final ExportRequest request;
    private final Progress progress;
    private final Instant started;
    private final PartStatus status = new PartStatus();
    private final List<SampledSeries> sampled = new ArrayList<>();
    private long sampledCount;
    private long rows;
    private int deleted;
    private IntConsumer counted = count -> {};

    /**
     * @param transport the transport of the api, without a cache
     * @param server what it is called in the manifest, and in a resumption must be called again
     * @param progress receives each experiment
     * @param started for the manifest
     */
    public Export(
            Api api, Transport transport, String server, ExportRequest request, Progress progress, Instant started) {
        this.api = api;
        this.transport = transport;
        this.server = server;
        this.request = request;
        this.progress = progress;
        this.started = started;
    }

    /** The same, reporting how many experiments it exports before it reads the first one. */
    public Export counting(IntConsumer consumer) {
        counted = consumer;
        return this;
    }

    /** Whether an interrupted export to this path can be resumed. */
    public static boolean canResume(Path output) {
        return StagingFolder.exists(output);
    }

    /**
     * Exports.
     *
     * @return the result; parts may be missing
     * @throws CometException when nothing could be exported: no such project, no key, no server. What was read until then
     *     is kept for a resumption.
     */
    public ExportResult run() {
        refuseToOverwrite();
        if (request.since() != null) {
            request.since().requireFits(request);
        }
        try (StagingFolder work = StagingFolder.open(request.output(), request.resume(), request.plan(server))) {
            if (!work.isResumed()) {
                work.writeExperiments(experiments(), request.since());
            }
            return export(work);
        } catch (IOException e) {
            throw new CometException("cannot write " + request.output() + ": " + WholeFile.reason(e), e);
        } catch (UncheckedIOException e) {
            throw new CometException("cannot write " + request.output() + ": " + WholeFile.reason(e.getCause()), e);
        }
    }

    private void refuseToOverwrite() {
        Path output = request.output();
        Path manifest = Manifest.beside(output);
        refuseLongName(manifest);
        if (Files.isDirectory(manifest)) {
            throw new CometException(
                    manifest + " is a folder, and the manifest needs its name: remove it or name another "
                            + (request.what() == What.ASSETS ? "folder" : "file"));
        }
        if (request.what() == What.ASSETS && Files.exists(output, LinkOption.NOFOLLOW_LINKS)) {
            boolean partial = StagingFolder.isPartial(output);
            if (!partial || !request.resume()) {
                throw new CometException(output + " is there already: files are only exported to a new folder"
                        + (partial ? "; this one is partial, and --resume completes it" : ""));
            }
        }
        if (request.what() == What.ASSETS && request.resume() && StagingFolder.isOutputMissing(output)) {
            throw new CometException("the partial folder " + output
                    + ", which --resume is to complete, is not there any more: export again without --resume");
        }
        if (request.what() != What.ASSETS && Files.isDirectory(output)) {
            throw new CometException(output + " is a folder: name a file");
        }
        if (Files.exists(output) && !Files.isRegularFile(output) && !Files.isDirectory(output)) {
            throw new CometException(
                    output + " is not a file that could be replaced when the export is complete: name one");
        }
    }

    /** The manifest's name is longer than the output's, and is needed when all has been read. */
    private static void refuseLongName(Path manifest) {
        try {
            Files.readAttributes(manifest, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (FileSystemException e) {
            if (e.getReason() != null) {
                throw new CometException(
                        "cannot write " + manifest + ": " + e.getReason() + ": choose another name for the output", e);
            }
        } catch (IOException e) {
            // What is wrong with the folder is reported where it is written to.
            return;
        }
    }

    /** The experiments in the server's order, projects one after the other. */
    private Stream<ExperimentMetadata> experiments() {
        Stream<Experiment> found = request.query() != null
                ? api.query(request.projects(), request.query(), request.archived()).stream()
                : new ProjectPaths(transport).find(request.projects()).stream().flatMap(this::experiments);
        return found.map(Experiment::getMetadata);
    }

    private Stream<Experiment> experiments(QueriedProject project) {
        return request.archived()
                ? api.getArchivedExperiments(project.workspace(), project.name()).stream()
                : api.genExperiments(project.workspace(), project.name());
    }

    private ExportResult export(StagingFolder work) throws IOException {
        int count = work.count();
        progress.total(count);
        counted.accept(count);
        boolean folder = request.what() == What.ASSETS;
        Path tree = work.resolve("files");
        try (OutputFile file = folder ? null : new OutputFile(work.resolve("output"), request.gzip());
                StagingFolder.Experiments toRead = work.experiments()) {
            ExportKind kind = kind(work, count, file, tree);
            Readers readers = new Readers(work.parts(), kind, new Line(toRead), count);
            readers.grow();
            try {
                write(work, kind, count);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CometInterruptedException("interrupted");
            } finally {
                status.abort(new CometException("the export has ended"));
                readers.stop();
            }
            if (file != null) {
                file.finish();
            }
            return finish(work, kind, count, file, tree);
        }
    }

    private ExportKind kind(StagingFolder work, int count, OutputFile file, Path tree) {
        if (file == null) {
            return new AssetsExport(new AssetReader(transport), tree.toAbsolutePath(), work.resolve("halves"));
        }
        RowWriter out = request.format().rows(file.out(), request.excel());
        if (request.what() == What.RUNS) {
            RowReader.check(request.columns());
            return new RunsExport(new RowReader(transport), request.columns(), work.parts(), out, count);
        }
        int buffer = (int) Math.max(
                LEAST_BUFFER, Math.min(MOST_BUFFER, Runtime.getRuntime().maxMemory() / (12 * READERS)));
        return new MetricsExport(new PointReader(transport), request, out, file.out(), buffer);
    }

    /** The threads that read: as many as requests may be under way, which a far server lets rise. */
    private final class Readers {
        private final Parts parts;
        private final ExportKind kind;
        private final Line line;
        private final int most;
        private final List<Thread> threads = new ArrayList<>();
        private boolean stopped;

        Readers(Parts parts, ExportKind kind, Line line, int count) {
            this.parts = parts;
            this.kind = kind;
            this.line = line;
            most = Math.min(count, request.what() == What.ASSETS ? DOWNLOADERS : READERS);
        }

        synchronized void grow() {
            while (!stopped && threads.size() < Math.min(most, transport.parallel())) {
                Thread reader = new Thread(() -> read(parts, kind, line, this), "cometsh-export-" + threads.size());
                reader.setDaemon(true);
                threads.add(reader);
                reader.start();
            }
        }

        synchronized void stop() {
            stopped = true;
            threads.forEach(Thread::interrupt);
        }
    }

    /** The experiments to read, then again the experiments that failed. */
    private static final class Line {
        private final StagingFolder.Experiments experiments;
        private final Queue<Next> again = new ArrayDeque<>();
        private int index;

        Line(StagingFolder.Experiments experiments) {
            this.experiments = experiments;
        }

        /** Null at the end. */
        synchronized Next next() {
            return experiments.hasNext() ? new Next(index++, experiments.next(), false) : again.poll();
        }

        synchronized void again(Next failed) {
            again.add(new Next(failed.index(), failed.experiment(), true));
        }
    }

    /** @param again whether it has been tried and failed */
    private record Next(int index, ExperimentMetadata experiment, boolean again) {}

    private void read(Parts parts, ExportKind kind, Line line, Readers readers) {
        try {
            for (Next next = line.next(); next != null && !status.isAborted(); next = line.next()) {
                if (parts.isDone(next.index()) && kind.takes(parts.info(next.index()))) {
                    status.done(next.index());
                    progress.step(1);
                } else {
                    read(parts, kind, line, next);
                    readers.grow();
                }
            }
        } catch (IOException e) {
            status.abort(new UncheckedIOException(e));
        } catch (RuntimeException | Error e) {
            status.abort(e);
        }
    }

    private void read(Parts parts, ExportKind kind, Line line, Next next) throws IOException {
        int failedInARow;
        CometException failure;
        try (Parts.PartWriter draft = parts.draft(next.index())) {
            draft.finish(kind.read(next.experiment(), draft));
            status.done(next.index());
            progress.step(1);
            return;
        } catch (CometInterruptedException e) {
            throw e;
        } catch (CometException e) {
            failure = e;
        }
        if (failure instanceof CometHttpException refused && refused.isUnauthorized()) {
            throw failure;
        }
        if (isGone(next.experiment(), failure)) {
            try (Parts.PartWriter draft = parts.draft(next.index())) {
                draft.finish(PartInfo.ofDeleted());
            }
            status.done(next.index());
            progress.step(1);
            return;
        }
        if (!next.again() && mayBeBetter(failure)) {
            line.again(next);
            failedInARow = status.postponed();
        } else {
            failedInARow = status.failed(next.index(), failure(next.experiment(), failure));
            progress.step(1);
        }
        if (failedInARow >= MOST_FAILED_IN_A_ROW && isOfTheServer(failure)) {
            throw failure;
        }
    }

    /** Whether it is the server that is gone, overrun or broken, and not the one experiment that cannot be read. */
    private static boolean isOfTheServer(CometException failure) {
        return failure instanceof CometConnectionException
                || failure instanceof CometHttpException answered
                        && (answered.status() >= 500 || answered.status() == 429);
    }

    /** A refused request is refused the second time too; any other failure may be temporary. */
    private static boolean mayBeBetter(CometException failure) {
        return !(failure instanceof CometHttpException answered)
                || answered.status() >= 500
                || answered.status() == 429
                || answered.status() == 408
                || answered.isNotFound();
    }

    /** Whether it was deleted since it was listed: then nothing is missing. */
    private boolean isGone(ExperimentMetadata experiment, CometException failure) {
        if (!(failure instanceof CometHttpException answered) || !answered.isNotFound()) {
            return false;
        }
        try {
            api.getExperimentByKey(experiment.experimentKey());
            return false;
        } catch (NotFoundException e) {
            return true;
        } catch (CometInterruptedException e) {
            throw e;
        } catch (CometException e) {
            return false;
        }
    }

    private static ExportFailure failure(ExperimentMetadata experiment, CometException failure) {
        return new ExportFailure(
                experiment.experimentKey(),
                experiment.experimentName(),
                experiment.projectName(),
                String.valueOf(failure.getMessage()).lines().findFirst().orElse(""));
    }

    private void write(StagingFolder work, ExportKind kind, int count) throws IOException, InterruptedException {
        if (!kind.streams()) {
            for (int index = 0; index < count; index++) {
                status.await(index);
            }
        }
        boolean begun = false;
        Parts parts = work.parts();
        try (StagingFolder.Experiments experiments = work.experiments()) {
            for (int index = 0; index < count; index++) {
                ExperimentMetadata experiment = experiments.next();
                boolean there = status.await(index);
                if (!there) {
                    continue;
                }
                try (Parts.Part part = parts.open(index)) {
                    seeSampled(experiment, part.info());
                    // Nobody will see an output that lacks something, unless it was asked for.
                    if (request.keepGoing() || !status.hasFailures()) {
                        if (!begun) {
                            kind.begin();
                            begun = true;
                        }
                        if (part.info().deleted()) {
                            deleted++;
                            continue;
                        }
                        kind.append(experiment, part);
                        rows += part.info().rows();
                        if (progress.isDrawn()) {
                            progress.note(String.format(Locale.ROOT, "%,d %s", rows, unit()));
                        }
                    }
                }
            }
        }
        if (!status.hasFailures() || request.keepGoing()) {
            if (!begun) {
                kind.begin();
            }
            kind.end();
        }
    }

    private String unit() {
        return switch (request.what()) {
            case METRICS -> "points";
            case RUNS -> "rows";
            case ASSETS -> "files";
        };
    }

    private ExportResult finish(StagingFolder work, ExportKind kind, int count, OutputFile file, Path tree)
            throws IOException {
        Map<Integer, ExportFailure> failures = status.failures();
        boolean partial = !failures.isEmpty() || sampledCount > 0 && !request.sampled();
        boolean written = !partial || request.keepGoing();
        Path manifest = written ? Manifest.beside(request.output()) : null;
        int unchanged = work.countUnchanged();
        int missing = work.missing().size();
        if (written) {
            Path draft = work.resolve("manifest");
            new Manifest(work, failures).write(draft, head(kind, count, unchanged, file, failures.size()));
            if (file == null) {
                work.publish(tree, request.output(), failed(work, failures));
            } else {
                file.moveTo(request.output());
            }
            AtomicFile.replace(draft, manifest);
        }
        if (written && failures.isEmpty()) {
            work.remove();
        }
        return new ExportResult(
                written,
                rows,
                file == null ? 0 : file.count(),
                count,
                unchanged,
                deleted,
                missing,
                List.copyOf(failures.values()),
                sampled,
                sampledCount,
                manifest);
    }

    private static List<ExperimentMetadata> failed(StagingFolder work, Map<Integer, ExportFailure> failures) {
        List<ExperimentMetadata> failed = new ArrayList<>();
        try (StagingFolder.Experiments experiments = work.experiments()) {
            for (int index = 0; experiments.hasNext(); index++) {
                ExperimentMetadata experiment = experiments.next();
                if (failures.containsKey(index)) {
                    failed.add(experiment);
                }
            }
        }
        return failed;
    }

    private void seeSampled(ExperimentMetadata experiment, PartInfo info) {
        for (String metric : info.sampled()) {
            if (sampledCount++ < MOST_SAMPLED_LISTED) {
                sampled.add(new SampledSeries(experiment.experimentKey(), experiment.experimentName(), metric));
            }
        }
    }

    private Map<String, Object> head(ExportKind kind, int count, int unchanged, OutputFile file, int failed) {
        Map<String, Object> head = new LinkedHashMap<>();
        String version = Export.class.getPackage().getImplementationVersion();
        head.put("cometsh", version == null ? "dev" : version);
        head.put("java", System.getProperty("java.version"));
        head.putAll(request.plan(server));
        head.put("columns", kind.columns());
        head.put(Manifest.ASKED_COLUMNS, request.columns());
        head.put("format", file == null ? "files" : request.format() + (request.gzip() ? ".gz" : ""));
        head.put("output", String.valueOf(request.output().getFileName()));
        head.put("started", started);
        head.put("finished", Instant.now());
        head.put("complete", failed == 0 && sampledCount == 0);
        head.put("rows", rows);
        if (file != null) {
            head.put("bytes", file.count());
            head.put("sha256", file.sha256());
        }
        head.put("exported", count - failed - deleted);
        head.put("failed", failed);
        head.put("deleted", deleted);
        head.put("unchanged", unchanged);
        head.put("sampledSeries", sampledCount);
        return head;
    }
}
