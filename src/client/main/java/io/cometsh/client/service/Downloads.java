package io.cometsh.client.service;

import io.cometsh.files.AtomicFile;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.ApiStream;
import io.cometsh.transport.CometConnectionException;
import io.cometsh.transport.CometException;
import io.cometsh.transport.CometHttpException;
import io.cometsh.transport.CometInterruptedException;
import io.cometsh.transport.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Replies that become files. Bytes go to a temporary name beside the place, are counted, and only then get their name,
 * so that a file that is there is whole.
 */
public final class Downloads {
    private static final int ATTEMPTS = 3;
    private static final int PRECONDITION_FAILED = 412;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final Transport transport;

    public Downloads(Transport transport) {
        this.transport = transport;
    }

    /**
     * Writes the reply to a place inside a folder that exists.
     *
     * @param size bytes it must have; null when nobody knows
     */
    void save(ApiRequest request, Path place, Long size, OverwriteStrategy strategy) {
        boolean there = Files.exists(place);
        if (there && strategy == OverwriteStrategy.PRESERVE) {
            return;
        }
        try {
            if (there && strategy == OverwriteStrategy.FAIL && size != null && Files.size(place) != size) {
                throw isThere(place);
            }
            Path part = AtomicFile.beside(place);
            try {
                fetch(request, part, size);
                if (!there || strategy == OverwriteStrategy.OVERWRITE) {
                    AtomicFile.replace(part, place);
                } else if (Files.mismatch(part, place) >= 0) {
                    throw isThere(place);
                }
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new CometException("cannot write " + place + ": " + TargetFolder.reason(e), e);
        }
    }

    /**
     * Writes the reply to a place where nothing is. Its bytes stay in {@code half} when it breaks off, also with the end of
     * the program, and the next call continues after them.
     *
     * @param size bytes it must have; null when nobody knows
     */
    public void save(ApiRequest request, Path place, Long size, Path half) {
        try {
            Path note = half.resolveSibling(half.getFileName() + ".etag");
            fetch(request, half, size, Progress.noted(half, note));
            AtomicFile.replace(half, place);
            Files.deleteIfExists(note);
        } catch (IOException e) {
            throw new CometException("cannot write " + place + ": " + TargetFolder.reason(e), e);
        }
    }

    /** Hands the reply over as a file, which is gone afterwards. */
    void read(ApiRequest request, Consumer<Path> reader) {
        try {
            Path file = Files.createTempFile("cometsh-", ".part");
            try {
                fetch(request, file, null);
                reader.accept(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new CometException("cannot keep a temporary file: " + TargetFolder.reason(e), e);
        }
    }

    /** Copies a file to a place inside a folder that exists, where it appears when it is complete. */
    static void put(Path content, Path place) {
        try {
            Path part = AtomicFile.beside(place);
            try {
                Files.copy(content, part);
                AtomicFile.replace(part, place);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new CometException("cannot write " + place + ": " + TargetFolder.reason(e), e);
        }
    }

    /** Unpacks the archive that the reply is; nothing is written when one of its names leads outside of the folder. */
    void unpack(ApiRequest request, TargetFolder folder, Consumer<String> warnings) {
        try {
            Path archive = AtomicFile.beside(folder.root().resolve("archive"));
            try {
                fetch(request, archive, null);
                unpack(request, archive, folder, warnings);
            } finally {
                Files.deleteIfExists(archive);
            }
        } catch (IOException e) {
            throw new CometException("cannot write into " + folder.root() + ": " + TargetFolder.reason(e), e);
        }
    }

    private static void unpack(ApiRequest request, Path archive, TargetFolder folder, Consumer<String> warnings)
            throws IOException {
        try (ZipFile zip = open(request, archive)) {
            // Folders are made for the files inside them; an empty one has no meaning.
            List<? extends ZipEntry> files = Collections.list(zip.entries()).stream()
                    .filter(entry -> !entry.isDirectory())
                    .toList();
            List<Path> places = folder.places(
                    files.stream().map(ZipEntry::getName).toList(),
                    IntStream.rangeClosed(1, files.size())
                            .mapToObj(String::valueOf)
                            .toList(),
                    warnings);
            for (int i = 0; i < files.size(); i++) {
                Path place = TargetFolder.prepared(places.get(i));
                Path part = AtomicFile.beside(place);
                try (InputStream in = zip.getInputStream(files.get(i))) {
                    Files.copy(in, part);
                    AtomicFile.replace(part, place);
                } finally {
                    Files.deleteIfExists(part);
                }
            }
        }
    }

    private static ZipFile open(ApiRequest request, Path archive) {
        try {
            return new ZipFile(archive.toFile());
        } catch (IOException e) {
            throw new CometException(request.describe() + ": the reply is not a zip archive", e);
        }
    }

    /**
     * A reply that breaks off is asked for again, from the place where it broke off; one that does not begin is the
     * transport's care. It ends when it breaks off at the same place again and again.
     */
    private void fetch(ApiRequest request, Path part, Long size) throws IOException {
        fetch(request, part, size, new Progress(null));
    }

    private void fetch(ApiRequest request, Path part, Long size, Progress progress) throws IOException {
        long furthest = -1;
        int fruitless = 0;
        while (true) {
            CometConnectionException broken = copy(request, part, progress);
            if (broken == null) {
                break;
            }
            if (progress.count > furthest) {
                furthest = progress.count;
                fruitless = 0;
            }
            if (++fruitless == ATTEMPTS) {
                throw broken;
            }
        }
        if (size != null && size != progress.count) {
            throw new CometException(request.describe() + ": has " + progress.count
                    + " bytes, though Comet lists the file with " + size);
        }
    }

    /** How much of a content has come, and what the server calls it. */
    private static final class Progress {
        /** Where the server's name for the content is written down for another process; null for nowhere. */
        private final Path note;

        private long count;
        private String etag;

        Progress(Path note) {
            this.note = note;
        }

        /** Of a file that an earlier process may have begun: its bytes count when the server named their content. */
        static Progress noted(Path part, Path note) throws IOException {
            Progress progress = new Progress(note);
            if (Files.isRegularFile(part) && Files.isRegularFile(note)) {
                String etag = Files.readString(note);
                if (!etag.isEmpty() && !etag.startsWith("W/")) {
                    progress.count = Files.size(part);
                    progress.etag = etag;
                }
            }
            return progress;
        }

        /**
         * The content begins, under this name; the bytes of another one go first, so that no name is stored beside
         * them.
         */
        void begin(Path part, String named) throws IOException {
            etag = named;
            if (note != null) {
                Files.deleteIfExists(part);
                Files.writeString(note, named == null ? "" : named);
            }
        }
    }

    /** How the reply broke off; null when it is whole. */
    private CometConnectionException copy(ApiRequest request, Path part, Progress progress) throws IOException {
        try (ApiStream reply = open(request, progress)) {
            if (reply.start() != progress.count || progress.count > 0 && !Objects.equals(reply.etag(), progress.etag)) {
                if (reply.start() > 0) {
                    progress.count = 0;
                    return brokeOff(request, progress, reply, null);
                }
                // The server sends the whole content again, or the content has changed.
                progress.count = 0;
            }
            if (progress.count == 0) {
                progress.begin(part, reply.etag());
            }
            try (OutputStream out = progress.count == 0
                    ? Files.newOutputStream(part)
                    : Files.newOutputStream(part, StandardOpenOption.APPEND)) {
                byte[] buffer = new byte[1 << 16];
                while (true) {
                    int read;
                    try {
                        read = reply.body().read(buffer);
                    } catch (IOException e) {
                        if (Thread.currentThread().isInterrupted()) {
                            throw new CometInterruptedException(request.describe() + ": interrupted");
                        }
                        return brokeOff(request, progress, reply, e);
                    }
                    if (read < 0) {
                        break;
                    }
                    out.write(buffer, 0, read);
                    progress.count += read;
                }
            }
            if (reply.length() >= 0 && reply.start() + reply.length() != progress.count) {
                return brokeOff(request, progress, reply, null);
            }
        }
        return null;
    }

    private ApiStream open(ApiRequest request, Progress progress) {
        if (progress.count == 0) {
            return transport.open(request);
        }
        try {
            return transport.open(request.resumed(progress.count, progress.etag));
        } catch (CometHttpException e) {
            if (e.status() != PRECONDITION_FAILED && e.status() != RANGE_NOT_SATISFIABLE) {
                throw e;
            }
            // The content is another now: what has come of the old one is of no use.
            progress.count = 0;
            return transport.open(request);
        }
    }

    private static CometConnectionException brokeOff(
            ApiRequest request, Progress progress, ApiStream reply, IOException cause) {
        return new CometConnectionException(
                request.describe() + ": broke off after " + progress.count
                        + (reply.length() < 0 ? "" : " of " + (reply.start() + reply.length())) + " bytes",
                cause);
    }

    private static CometException isThere(Path place) {
        return new CometException(place + " is there already with other content:"
                + " remove it, or download with the overwrite strategy PRESERVE or OVERWRITE");
    }
}
