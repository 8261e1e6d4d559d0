package io.cometsh.bulk;

import io.cometsh.client.points.PointTarget;
import io.cometsh.files.FirstBytes;
import io.cometsh.transport.CometException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The parts of an export. A part is an experiment's rows, what is known of them, and the length of that. Parts are written one
 * after the other to a few files, as many as are written at once; an index has a slot for each experiment with the
 * position of its part. A slot is written when the part is complete, so a part that has one is whole, also after the program was
 * killed.
 */
final class Parts implements AutoCloseable {
    private static final int LENGTH_BYTES = Integer.BYTES;
    /** Of so many parts, place and info are kept in memory too. */
    private static final int MOST_KEPT = 1_000;

    private static final int SLOT_BYTES = Integer.BYTES + 2 * Long.BYTES;

    private final Path folder;
    private final RandomAccessFile index;
    private final Deque<PartFile> idle = new ArrayDeque<>();
    private final Map<Integer, Kept> kept = new ConcurrentHashMap<>();
    private int stores;

    /** Where a part is; the number of its file begins at 1, as a slot of zeros is an empty one. */
    private record IndexEntry(int store, long from, long length) {}

    /** A part that this process has written. */
    private record Kept(IndexEntry slot, long rows, PartInfo info) {}

    /** Opens the parts in a folder, or begins with none. */
    Parts(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
        index = new RandomAccessFile(folder.resolve("index").toFile(), "rw");
        // The files of an earlier run can end with an incomplete part.
        while (Files.exists(file(stores + 1))) {
            stores++;
        }
    }

    boolean isDone(int part) {
        try {
            return kept.containsKey(part) || slot(part) != null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begins a part, or begins it again. */
    PartWriter draft(int part) {
        return new PartWriter(part);
    }

    /** Opens a part that is done. */
    Part open(int part) {
        Kept known = kept.get(part);
        try {
            return known != null ? new Part(known) : new Part(slot(part));
        } catch (IOException e) {
            throw new CometException(
                    "cannot read back what was exported to " + folder + ": export again without --resume", e);
        }
    }

    PartInfo info(int part) {
        Kept known = kept.get(part);
        if (known != null) {
            return known.info();
        }
        try (Part open = open(part)) {
            return open.info();
        }
    }

    private synchronized IndexEntry slot(int part) throws IOException {
        long place = (long) part * SLOT_BYTES;
        if (place + SLOT_BYTES > index.length()) {
            return null;
        }
        byte[] bytes = new byte[SLOT_BYTES];
        index.seek(place);
        index.readFully(bytes);
        ByteBuffer slot = ByteBuffer.wrap(bytes);
        int store = slot.getInt();
        return store == 0 ? null : new IndexEntry(store, slot.getLong(), slot.getLong());
    }

    private synchronized void fill(int part, IndexEntry slot) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SLOT_BYTES);
        bytes.putInt(slot.store()).putLong(slot.from()).putLong(slot.length());
        index.seek((long) part * SLOT_BYTES);
        index.write(bytes.array());
    }

    private Path file(int store) {
        return folder.resolve(store + ".parts");
    }

    /** A file that nobody writes to now. */
    private synchronized PartFile store() throws IOException {
        PartFile waiting = idle.poll();
        return waiting == null ? new PartFile(++stores) : waiting;
    }

    private synchronized void giveBack(PartFile store) {
        idle.add(store);
    }

    /** Ends the writing; everything that is done stays. */
    @Override
    public synchronized void close() throws IOException {
        for (PartFile store : idle) {
            store.file.close();
        }
        idle.clear();
        index.close();
    }

    /** A file of parts that is written at its end. */
    private final class PartFile {
        private final int number;
        private final FileChannel file;

        PartFile(int number) throws IOException {
            this.number = number;
            file = FileChannel.open(file(number), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            file.position(file.size());
        }
    }

    /** A part that has been begun: where it is written to, and where in there it begins. */
    private record Begun(PartFile store, long from, OutputStream out) {}

    /** A part that is being written: its rows, then what is known of them. */
    final class PartWriter implements PointTarget, AutoCloseable {
        private final int part;
        private Begun begun;

        private PartWriter(int part) {
            this.part = part;
        }

        /** The folder for temporary files. */
        Path folder() {
            return folder;
        }

        /** The name of a temporary file in there that no other part has. */
        String fileName() {
            return "points-" + part;
        }

        /** Takes the rows; stays open. */
        @Override
        public OutputStream rows() throws IOException {
            if (begun == null) {
                PartFile store = store();
                begun = new Begun(store, store.file.position(), Channels.newOutputStream(store.file));
            }
            return begun.out();
        }

        /** Takes a file for all of the rows, and its place. */
        @Override
        public void take(Path file) throws IOException {
            int number;
            synchronized (Parts.this) {
                number = ++stores;
            }
            Files.move(file, file(number), StandardCopyOption.REPLACE_EXISTING);
            PartFile store = new PartFile(number);
            begun = new Begun(store, 0, Channels.newOutputStream(store.file));
        }

        /** Nothing more comes. */
        void finish(PartInfo info) throws IOException {
            byte[] known = info.toBytes();
            ByteBuffer end = ByteBuffer.allocate(known.length + LENGTH_BYTES);
            rows().write(end.put(known).putInt(known.length).array());
            PartFile store = begun.store();
            IndexEntry slot = new IndexEntry(store.number, begun.from(), store.file.position() - begun.from());
            fill(part, slot);
            kept.remove(part);
            if (kept.size() < MOST_KEPT && info.hasRowsAlone()) {
                kept.put(part, new Kept(slot, slot.length() - end.capacity(), info));
            }
            giveBack(store);
            begun = null;
        }

        /** Forgets what was not finished. */
        @Override
        public void close() throws IOException {
            if (begun == null) {
                return;
            }
            PartFile store = begun.store();
            if (store.file.isOpen()) {
                // An interrupt closes a file; another one is begun then.
                store.file.truncate(begun.from());
                giveBack(store);
            }
            begun = null;
        }
    }

    /** A part that is done. */
    final class Part implements AutoCloseable {
        private final FileChannel file;
        private final long from;
        private final long rows;
        private final PartInfo info;

        private Part(IndexEntry slot) throws IOException {
            file = FileChannel.open(file(slot.store()), StandardOpenOption.READ);
            try {
                from = slot.from();
                long end = from + slot.length() - LENGTH_BYTES;
                ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES);
                read(length, end);
                ByteBuffer known = ByteBuffer.allocate(length.getInt(0));
                rows = end - known.capacity() - from;
                read(known, from + rows);
                info = PartInfo.ofBytes(known.array());
            } catch (IOException | RuntimeException | Error e) {
                file.close();
                throw e;
            }
        }

        private Part(Kept known) throws IOException {
            file = FileChannel.open(file(known.slot().store()), StandardOpenOption.READ);
            from = known.slot().from();
            rows = known.rows();
            info = known.info();
        }

        private void read(ByteBuffer into, long place) throws IOException {
            while (into.hasRemaining()) {
                if (file.read(into, place + into.position()) < 0) {
                    throw new EOFException("it is cut off");
                }
            }
        }

        PartInfo info() {
            return info;
        }

        /** The rows alone. */
        InputStream rows() throws IOException {
            return new FirstBytes(Channels.newInputStream(file.position(from)), rows);
        }

        @Override
        public void close() {
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
