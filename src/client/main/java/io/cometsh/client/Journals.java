package io.cometsh.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.client.service.JsonWrites;
import io.cometsh.client.service.NotFoundException;
import io.cometsh.client.wire.Json;
import io.cometsh.files.OwnerOnly;
import io.cometsh.settings.UserFolders;
import io.cometsh.transport.CometException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What bulk writes have done, one file of JSON lines a plan, of mode 0600: a line before each write and one after it, so
 * that whatever ends the program leaves the truth. A line that was begun and not finished may have been done or not; who
 * undoes it looks at the experiment.
 */
public final class Journals {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String ENDING = ".jsonl";

    /** Brings what has been written to the disk itself, so that it outlives a loss of power. */
    @FunctionalInterface
    interface Disk {
        void force(FileChannel channel) throws IOException;
    }

    private final Path folder;
    private final InstantSource clock;
    private final String server;
    private final boolean kept;
    private final Disk disk;

    private Journals(Path folder, InstantSource clock, String server, boolean kept, Disk disk) {
        this.folder = folder;
        this.clock = clock;
        this.server = server;
        this.kept = kept;
        this.disk = disk;
    }

    /** In a folder, which is made when the first journal is. */
    public static Journals in(Path folder) {
        return in(folder, channel -> channel.force(false));
    }

    static Journals in(Path folder, Disk disk) {
        return in(folder, disk, InstantSource.system());
    }

    static Journals in(Path folder, Disk disk, InstantSource clock) {
        return new Journals(folder, clock, null, true, disk);
    }

    /** The same for a run that sends no write, which must not be reported as done. */
    public Journals onlyRead() {
        return new Journals(folder, clock, server, false, disk);
    }

    /** None are kept, and nothing can be undone. */
    public static Journals none() {
        return new Journals(null, InstantSource.system(), null, false, channel -> {});
    }

    /** The same for a server that goes by another name than its address, which may be another one each time. */
    public Journals ofServer(String name) {
        return new Journals(folder, clock, name, kept, disk);
    }

    private String server(URI address) {
        return server == null ? address.toString() : server;
    }

    /** The journals of the user of this process. */
    static Journals ofProcess() {
        String home = System.getProperty("user.home");
        return ofUser(System.getenv(), home == null || home.isEmpty() || home.equals("?") ? null : Path.of(home));
    }

    /** {@code ${XDG_STATE_HOME:-~/.local/state}/cometsh/journal}, or below {@code %LOCALAPPDATA%}; none without a home folder. */
    public static Journals ofUser(Map<String, String> environment, Path home) {
        Path folder = UserFolders.state(environment, home);
        return folder == null ? none() : in(folder.resolve("journal"));
    }

    /**
     * What a journal tells.
     *
     * @param changes the started changes, completed or not, in their order
     * @param undoes the name of the journal that this one took back; null for a first one
     * @param complete whether it came to its end without a failure
     */
    record Entries(String name, String server, List<BulkChange> changes, String undoes, boolean complete) {}

    /** A new journal, or one that writes nothing where none are kept. */
    Journal begin(URI address, int changes, String undoes) {
        if (!kept) {
            return new Journal(null, null, clock, disk);
        }
        try {
            Files.createDirectories(folder, OwnerOnly.folder(folder));
            Path file = free();
            FileChannel channel = FileChannel.open(
                    file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnly.file(folder));
            Journal journal = new Journal(file, channel, clock, disk);
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("journal", 1);
            line.put("server", server(address));
            line.put("changes", changes);
            JsonWrites.putGiven(line, "undoes", undoes);
            journal.write(line);
            forceName();
            return journal;
        } catch (IOException e) {
            throw new CometException("cannot write the journal in " + folder + ", and without one nothing is changed: "
                    + e.getMessage());
        }
    }

    /** A new file's name is the folder's content. */
    private void forceName() {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            disk.force(names);
        } catch (IOException e) {
            // Windows does not open a folder; its file system keeps names automatically.
            return;
        }
    }

    /** Named by the time, and after the newest one even when the clock was set back: the last name is the last journal. */
    private Path free() {
        Instant now = clock.instant();
        for (Path newest : files().stream().limit(1).toList()) {
            Instant next = time(newest).map(time -> time.plusMillis(1)).orElse(now);
            now = next.isAfter(now) ? next : now;
        }
        return folder.resolve(NAME.format(now) + ENDING);
    }

    private static Optional<Instant> time(Path journal) {
        String name = String.valueOf(journal.getFileName());
        try {
            return Optional.of(NAME.parse(name.substring(0, name.length() - ENDING.length()), Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A journal by its path or its name in the folder. */
    Entries named(String name) {
        Path file = Path.of(name);
        if (!Files.exists(file) && folder != null) {
            file = folder.resolve(name.endsWith(ENDING) ? name : name + ENDING);
        }
        if (!Files.exists(file)) {
            throw new NotFoundException("no journal \"" + name + "\"" + (folder == null ? "" : " in " + folder));
        }
        return read(file);
    }

    /** The last one of this server that nobody has undone. */
    Entries last(URI address) {
        List<Path> files = files();
        Set<String> undone = new HashSet<>();
        for (Path file : files) {
            Entries entries = read(file);
            if (entries.undoes() != null) {
                // One that was interrupted is done again, which does the rest.
                if (entries.complete()) {
                    undone.add(entries.undoes());
                }
            } else if (!undone.contains(entries.name()) && server(address).equals(entries.server())) {
                return entries;
            }
        }
        throw new NotFoundException("nothing to undo: there is no journal of " + server(address)
                + (folder == null ? "" : " in " + folder) + " that has not been undone");
    }

    /** The newest first. */
    private List<Path> files() {
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw new CometException("cannot read the journals in " + folder + ": " + e.getMessage());
        }
    }

    private static Entries read(Path file) {
        String of = null;
        String undoes = null;
        boolean complete = false;
        List<BulkChange> changes = new ArrayList<>();
        try {
            for (String text : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                JsonNode line = Json.line(text);
                if (line == null) {
                    // The last line of a program that was killed while it wrote it: its write was not sent.
                    continue;
                }
                if (line.has("journal")) {
                    of = Json.text(line, "server");
                    undoes = Json.text(line, "undoes");
                } else if (line.has("begin")) {
                    changes.add(change(line));
                } else if (line.has("end")) {
                    complete = line.path("failures").asInt() == 0;
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new CometException("cannot read the journal " + file + ": " + e.getMessage());
        }
        return new Entries(String.valueOf(file.getFileName()), of, List.copyOf(changes), undoes, complete);
    }

    private static BulkChange change(JsonNode line) {
        String undo = Json.text(line, "undo");
        return new BulkChange(
                Json.text(line, "experimentKey"),
                Json.text(line, "experimentName"),
                null,
                new BulkAction(BulkAction.ActionKind.ofWord(Json.text(line, "do")), Json.text(line, "argument")),
                undo == null
                        ? null
                        : new BulkAction(BulkAction.ActionKind.ofWord(undo), Json.text(line, "undoArgument")));
    }

    /** One plan's journal while it is applied; several threads write to it. */
    static final class Journal implements AutoCloseable {
        private final Path file;
        private final FileChannel channel;
        private final InstantSource clock;
        private final Disk disk;
        private final Object forcing = new Object();
        private int begun;
        private long written;
        private long forced;

        private Journal(Path file, FileChannel channel, InstantSource clock, Disk disk) {
            this.file = file;
            this.channel = channel;
            this.clock = clock;
            this.disk = disk;
        }

        String file() {
            return file == null ? null : file.toString();
        }

        /** Before the write is sent: when this comes back, the line is on the disk. */
        int begin(BulkChange change) {
            int number = line(change);
            force();
            return number;
        }

        /** Lines of several threads go to the disk together: who waits for the one before is served by the next. */
        private void force() {
            long mine;
            synchronized (this) {
                mine = written;
            }
            synchronized (forcing) {
                if (channel == null || forced >= mine) {
                    return;
                }
                long all;
                synchronized (this) {
                    all = written;
                }
                try {
                    disk.force(channel);
                } catch (IOException e) {
                    throw new CometException("cannot write the journal " + file + ": " + e.getMessage());
                }
                forced = all;
            }
        }

        private synchronized int line(BulkChange change) {
            begun++;
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("begin", begun);
            line.put("experimentKey", change.experimentKey());
            JsonWrites.putGiven(line, "experimentName", change.experimentName());
            line.put("do", change.action().kind().word());
            JsonWrites.putGiven(line, "argument", change.action().argument());
            if (change.undo() != null) {
                line.put("undo", change.undo().kind().word());
                JsonWrites.putGiven(line, "undoArgument", change.undo().argument());
            }
            write(line);
            return begun;
        }

        void done(int number) {
            write(JsonWrites.body("done", number));
        }

        void failed(int number, String message) {
            write(JsonWrites.body("failed", number, "error", message));
        }

        void end(int done, int failed) {
            write(JsonWrites.body("end", done, "failures", failed));
        }

        private synchronized void write(Map<String, Object> content) {
            if (channel == null) {
                return;
            }
            Map<String, Object> line = new LinkedHashMap<>(content);
            line.put("time", clock.instant().toString());
            ByteBuffer bytes = ByteBuffer.wrap((Json.write(line) + "\n").getBytes(StandardCharsets.UTF_8));
            try {
                while (bytes.hasRemaining()) {
                    written += channel.write(bytes);
                }
            } catch (IOException e) {
                throw new CometException("cannot write the journal " + file + ": " + e.getMessage());
            }
        }

        @Override
        public void close() {
            try {
                if (channel != null) {
                    channel.close();
                }
            } catch (IOException e) {
                throw new CometException("cannot write the journal " + file + ": " + e.getMessage());
            }
        }
    }
}
