package io.cometsh.server.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;
import org.sqlite.util.OSInfo;

/**
 * SQLite's native library, kept in a folder of ours. The driver itself unpacks a megabyte into the temporary folder at each start, leaves it there when the process is killed, and fails where
 * nothing in that folder may run. The properties {@code org.sqlite.tmpdir} and {@code org.sqlite.lib.path} take precedence.
 */
final class SqliteLibrary {
    /** Its folder inside a data folder. */
    static final String FOLDER = "sqlite";

    private static boolean done;

    private SqliteLibrary() {}

    /** Loads the library from the first of these folders that can be written and run from; leaves it to the driver when none can. */
    static synchronized void load(List<Path> folders) {
        if (done
                || System.getProperty("org.sqlite.tmpdir") != null
                || System.getProperty("org.sqlite.lib.path") != null) {
            return;
        }
        done = true;
        String name = LibraryLoaderUtil.getNativeLibName();
        URL resource = SqliteLibrary.class.getResource(LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name);
        if (resource == null) {
            return;
        }
        String version = "sqlite-" + SQLiteJDBCLoader.getVersion() + "-"
                + OSInfo.getNativeLibFolderPathForCurrentOS().replace('/', '-');
        for (Path folder : folders) {
            try {
                Path home = Files.createDirectories(folder.resolve(version));
                Path library = home.resolve(name);
                unpack(resource, home, library);
                System.load(library.toString());
                System.setProperty("org.sqlite.lib.path", home.toString());
                System.setProperty("org.sqlite.lib.name", name);
                // Where the driver looks for files that it left earlier.
                System.setProperty("org.sqlite.tmpdir", home.toString());
                return;
            } catch (IOException | UnsatisfiedLinkError e) {
                // Not writable, or mounted so that nothing in it may run: the next one.
                continue;
            }
        }
    }

    private static void unpack(URL resource, Path home, Path library) throws IOException {
        URLConnection connection = resource.openConnection();
        connection.setUseCaches(false);
        long size = connection.getContentLengthLong();
        if (Files.exists(library) && Files.size(library) == size) {
            return;
        }
        Path part = Files.createTempFile(home, "library", ".part");
        try (InputStream in = connection.getInputStream()) {
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, library, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
