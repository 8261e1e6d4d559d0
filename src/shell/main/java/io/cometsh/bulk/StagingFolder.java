package io.cometsh.bulk;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.export.JsonValue;
import io.cometsh.export.WholeFile;
import io.cometsh.files.AtomicFile;
import io.cometsh.files.FolderTrees;
import io.cometsh.files.LockedFile;
import io.cometsh.files.OwnerOnly;
import io.cometsh.transport.CometException;
import io.cometsh.transport.JsonTree;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Everything of an export that is under way, in a folder beside its output: what is exported, the experiments in their
 * order, and the parts that are done. It is gone when the export is complete; one that was interrupted leaves it for
 * {@code --resume}.
 */
final class StagingFolder implements AutoCloseable {
    private static final String EXPERIMENTS = "experiments";
    private static final String UNCHANGED = "unchanged";
    private static final String MISSING = "missing";
    private static final String PARTIAL = "partial";
    private static final String PUBLISHED = "published";
    private static final String PLAN = "plan";
    private static final String LOCK = "lock";
    /** So many experiments are kept in memory too, so that they need not be read back. */
    private static final int MOST_KEPT = 1_000;

    private final Path folder;
    private final LockedFile lock;
    private final boolean resumed;
    private final Parts parts;
    /** The experiments, when they are few and were written by this process; or null. */
    private List<ExperimentMetadata> kept;

    private StagingFolder(Path folder, LockedFile lock, boolean resumed) throws IOException {
        this.folder = folder;
        this.lock = lock;
        this.resumed = resumed;
        // Version 0 was named "parts"; another form of the points needs another name, or a resumption would take old
        // ones.
        parts = new Parts(folder.resolve("parts-2"));
    }

    /** The work folder of an output. */
    static Path of(Path output) {
        return output.resolveSibling("." + output.getFileName() + ".export");
    }

    static boolean exists(Path output) {
        return Files.exists(of(output).resolve(EXPERIMENTS));
    }

    /**
     * Opens the folder, by oneself.
     *
     * @param plan what is exported: only the same export can be resumed
     */
    static StagingFolder open(Path output, boolean resume, Map<String, Object> plan) {
        Path folder = of(output);
        try {
            LockedFile lock = lock(folder);
            if (lock == null) {
                throw new CometException("another cometsh is exporting to " + output + ": wait for it");
            }
            boolean opened = false;
            try {
                boolean resumed = resume && exists(output);
                if (resumed) {
                    requireSame(folder, plan);
                } else {
                    clear(folder);
                    Files.writeString(folder.resolve(PLAN), JsonValue.text(plan));
                }
                StagingFolder work = new StagingFolder(folder, lock, resumed);
                opened = true;
                return work;
            } finally {
                if (!opened) {
                    leave(folder, lock);
                }
            }
        } catch (IOException e) {
            throw new CometException("cannot write beside " + output + ": " + WholeFile.reason(e), e);
        }
    }

    /** Null when another process or thread has the folder. */
    private static LockedFile lock(Path folder) throws IOException {
        while (true) {
            if (Files.isRegularFile(folder, LinkOption.NOFOLLOW_LINKS) || Files.isSymbolicLink(folder)) {
                throw new CometException(folder
                        + " is not a folder: remove it, an export keeps there what it has read until it is complete");
            }
            try {
                make(folder);
                return LockedFile.take(folder.resolve(LOCK));
            } catch (NoSuchFileException | FileAlreadyExistsException e) {
                // Another process has just removed the folder, or made it.
                continue;
            }
        }
    }

    /** The output may replace a file that only its owner can read. On Windows the output would keep rights of this folder. */
    private static void make(Path folder) throws IOException {
        boolean modes = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (!modes || Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            return;
        }
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.createDirectory(folder, OwnerOnly.folder(folder));
    }

    private static void requireSame(Path folder, Map<String, Object> plan) throws IOException {
        JsonNode before = plan(folder);
        if (!before.isObject()) {
            throw new CometException(
                    folder + " does not contain which export was interrupted; start again without --resume");
        }
        JsonNode now = JsonTree.of(JsonValue.text(plan));
        for (String name : plan.keySet()) {
            JsonNode then = before.path(name);
            boolean given = !then.isNull() && !then.isMissingNode();
            if (given ? !then.equals(now.get(name)) : !now.get(name).isNull()) {
                throw new CometException("the interrupted export was another one: its " + name + " was "
                        + described(then) + " and not " + described(now.get(name)) + "; start again without --resume");
            }
        }
    }

    /** What is exported here; no object when it cannot be read. */
    private static JsonNode plan(Path folder) throws IOException {
        try {
            return JsonTree.of(Files.readAllBytes(folder.resolve(PLAN)));
        } catch (NoSuchFileException | JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    private static String described(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "not given";
        }
        List<String> several = new ArrayList<>();
        value.forEach(one -> several.add(one.asText()));
        return value.isArray() ? several.toString() : value.asText();
    }

    /** Whether parts of an earlier run may be there. */
    boolean isResumed() {
        return resumed;
    }

    Parts parts() {
        return parts;
    }

    /** A file or folder in here. */
    Path resolve(String name) {
        return folder.resolve(name);
    }

    /**
     * Writes the experiments down as they come, changed experiments and the others apart; no file has its final name
     * before all are written.
     */
    void writeExperiments(Stream<ExperimentMetadata> experiments, Since since) {
        try (JsonGenerator some = lines(resolve("experiments.draft"));
                JsonGenerator others = lines(resolve(UNCHANGED));
                Stream<ExperimentMetadata> all = experiments) {
            kept = new ArrayList<>();
            for (Iterator<ExperimentMetadata> each = all.iterator(); each.hasNext(); ) {
                ExperimentMetadata one = each.next();
                boolean changed = since == null || since.hasChanged(one);
                if (changed && kept != null) {
                    kept.add(one);
                    kept = kept.size() > MOST_KEPT ? null : kept;
                }
                ExperimentLine.write(changed ? some : others, one);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        writeMissing(since == null ? List.of() : since.missing());
        try {
            AtomicFile.replace(resolve("experiments.draft"), resolve(EXPERIMENTS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonGenerator lines(Path file) throws IOException {
        return new JsonFactory().createGenerator(Files.newOutputStream(file)).setRootValueSeparator(null);
    }

    /** The experiments of the previous export that are not found any more. */
    private void writeMissing(Collection<String> keys) {
        try {
            Files.write(resolve(MISSING), keys.stream().sorted().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> missing() {
        try {
            return Files.exists(resolve(MISSING)) ? Files.readAllLines(resolve(MISSING)) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int count() {
        return kept != null ? kept.size() : lines(EXPERIMENTS);
    }

    int countUnchanged() {
        return lines(UNCHANGED);
    }

    private int lines(String name) {
        try (Stream<String> lines = Files.lines(resolve(name))) {
            return (int) lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The experiments in their order, one by one. */
    Experiments experiments() {
        return kept != null ? new Experiments(kept.iterator()) : read(EXPERIMENTS);
    }

    Experiments unchanged() {
        return read(UNCHANGED);
    }

    private Experiments read(String name) {
        try {
            return new Experiments(Files.newBufferedReader(resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static final class Experiments implements Iterator<ExperimentMetadata>, AutoCloseable {
        private final Iterator<ExperimentMetadata> all;
        /** Where they are read from; null for memory. */
        private final BufferedReader file;

        private Experiments(Iterator<ExperimentMetadata> kept) {
            all = kept;
            file = null;
        }

        private Experiments(BufferedReader file) {
            all = file.lines().map(Experiments::parse).iterator();
            this.file = file;
        }

        private static ExperimentMetadata parse(String line) {
            try {
                return ExperimentLine.read(line);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean hasNext() {
            return all.hasNext();
        }

        @Override
        public ExperimentMetadata next() {
            return all.next();
        }

        @Override
        public void close() {
            try {
                if (file != null) {
                    file.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Gives a tree of files its name, without the files of those experiments that failed; they wait here for a resumption,
     * which adds them to the tree under its name.
     */
    void publish(Path tree, Path output, List<ExperimentMetadata> failed) throws IOException {
        Path staging = resolve("waiting");
        // Of a process that was killed in here.
        FolderTrees.delete(staging);
        for (ExperimentMetadata one : failed) {
            Path place = Path.of(AssetsExport.folder(one));
            if (Files.exists(tree.resolve(place))) {
                Files.createDirectories(staging.resolve(place).resolveSibling(""));
                Files.move(tree.resolve(place), staging.resolve(place));
            }
        }
        // A process that is killed from here on leaves an output that --resume completes.
        Files.writeString(resolve(PARTIAL), "");
        if (Files.exists(output)) {
            FolderTrees.add(tree, output);
            FolderTrees.delete(tree);
        } else {
            Files.move(tree, output);
        }
        Files.writeString(resolve(PARTIAL), PUBLISHED);
        if (Files.exists(staging)) {
            Files.move(staging, tree);
        }
    }

    /** Whether the folder of files that is there under its name is one that this work is to complete. */
    static boolean isPartial(Path output) {
        return exists(output) && Files.exists(of(output).resolve(PARTIAL));
    }

    /** Whether the files of the runs that are done have left for a folder that is not there any more. */
    static boolean isOutputMissing(Path output) {
        Path mark = of(output).resolve(PARTIAL);
        try {
            return Files.exists(mark) && Files.readString(mark).equals(PUBLISHED) && !Files.exists(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes the folder; the export is complete. */
    void remove() {
        try {
            parts.close();
            remove(folder, lock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path folder, LockedFile lock) throws IOException {
        try {
            // Under the lock, so that nobody else begins in what is being cleared.
            clear(folder);
            Files.deleteIfExists(folder.resolve(LOCK));
            lock.close();
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            // The next export to the same output has begun.
            return;
        }
    }

    private static void clear(Path folder) throws IOException {
        // First: without it nothing here is taken for the beginning of an export, also after a kill in the middle.
        Files.deleteIfExists(folder.resolve(EXPERIMENTS));
        try (Stream<Path> inside = Files.list(folder)) {
            for (Path one : (Iterable<Path>) inside::iterator) {
                if (!one.endsWith(LOCK)) {
                    FolderTrees.delete(one);
                }
            }
        }
    }

    /** Lets go of the folder, which stays when there is something to resume. */
    @Override
    public void close() {
        try {
            parts.close();
            leave(folder, lock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void leave(Path folder, LockedFile lock) throws IOException {
        try (lock) {
            if (lock.isHeld() && !Files.exists(folder.resolve(EXPERIMENTS))) {
                remove(folder, lock);
            }
        }
    }
}
