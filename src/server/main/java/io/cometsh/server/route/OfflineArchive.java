package io.cometsh.server.route;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** An offline archive, packed or unpacked. */
interface OfflineArchive extends AutoCloseable {
    /** @throws NoSuchFileException when there is none of this name, or the name leads out of the archive */
    InputStream read(String name) throws IOException;

    long size(String name) throws IOException;

    String name();

    default boolean has(String name) throws IOException {
        try {
            size(name);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    void close() throws IOException;

    /** @throws IOException when it is neither a zip nor a folder */
    static OfflineArchive open(Path source) throws IOException {
        return Files.isDirectory(source) ? new Folder(source) : new Zip(source);
    }

    /** The zip that the SDK makes. */
    final class Zip implements OfflineArchive {
        private final Path file;
        private final ZipFile zip;

        Zip(Path file) throws IOException {
            if (!Files.exists(file)) {
                throw new NoSuchFileException(file.toString());
            }
            this.file = file;
            try {
                this.zip = new ZipFile(file.toFile());
            } catch (ZipException e) {
                throw new IOException(file + " is not a zip file: an offline archive of comet_ml is expected", e);
            }
        }

        private ZipEntry entry(String name) throws IOException {
            ZipEntry entry = name == null ? null : zip.getEntry(name);
            if (entry == null) {
                throw new NoSuchFileException(file + ": " + name);
            }
            return entry;
        }

        @Override
        public InputStream read(String name) throws IOException {
            return zip.getInputStream(entry(name));
        }

        @Override
        public long size(String name) throws IOException {
            return entry(name).getSize();
        }

        @Override
        public String name() {
            return file.toString();
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }
    }

    /** The same, unpacked. */
    final class Folder implements OfflineArchive {
        private final Path folder;

        Folder(Path folder) {
            this.folder = folder;
        }

        private Path file(String name) throws IOException {
            Path file = name == null ? folder : folder.resolve(name).normalize();
            if (!file.startsWith(folder.normalize()) || !Files.isRegularFile(file)) {
                throw new NoSuchFileException(folder + ": " + name);
            }
            return file;
        }

        @Override
        public InputStream read(String name) throws IOException {
            return Files.newInputStream(file(name));
        }

        @Override
        public long size(String name) throws IOException {
            return Files.size(file(name));
        }

        @Override
        public String name() {
            return folder.toString();
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
