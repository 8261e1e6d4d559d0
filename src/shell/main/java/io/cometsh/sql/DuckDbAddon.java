package io.cometsh.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cometsh.export.WholeFile;
import io.cometsh.files.AtomicFile;
import io.cometsh.files.FolderTrees;
import io.cometsh.files.Sha256;
import io.cometsh.transport.CometException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Driver;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * DuckDB's driver on this machine: its classes, and the library of this platform under its name in the published jar, in a
 * folder of their own. The published jar has the libraries of four platforms; what is kept of it is a third.
 */
public final class DuckDbAddon {
    public static final String VERSION = "2.0.0.1";
    /** Of the published jar. */
    static final String SHA256 = "6cb8b0e0fc51b2e45aead2d2c1e1fd09dd10267db2966e69aaab0de67319f826";

    /** Where the published jar is, below the address of a Maven repository. */
    public static final String PATH = "/org/duckdb/duckdb_jdbc/" + VERSION + "/duckdb_jdbc-" + VERSION + ".jar";

    private static final List<String> PLATFORMS = List.of("linux_amd64", "linux_arm64", "macos_arm64", "windows_amd64");
    private static final String LIBRARY = "libduckdb_java.so_";
    private static final String JAR = "duckdb_jdbc.jar";
    private static final String DRAFT = ".duckdb-";

    /** A native library belongs to one class loader as long as the program runs. */
    private static final Map<Path, AddonLoader> LOADERS = new ConcurrentHashMap<>();

    private final Path folder;

    private DuckDbAddon(Path folder) {
        this.folder = folder;
    }

    /** Where the add-on is below a folder of add-ons. */
    public static DuckDbAddon in(Path addons) {
        return new DuckDbAddon(addons.resolve("duckdb-" + VERSION));
    }

    public Path folder() {
        return folder;
    }

    public boolean isInstalled() {
        return Files.isRegularFile(folder.resolve(JAR)) && Files.isRegularFile(folder.resolve(library()));
    }

    private static String library() {
        return LIBRARY + platform();
    }

    private static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String system = os.contains("windows") ? "windows" : os.contains("mac") ? "macos" : "linux";
        String machine = arch.equals("aarch64") || arch.equals("arm64") ? "arm64" : "amd64";
        return system + "_" + machine;
    }

    /** Where a download is kept until it is installed. */
    public Path download() {
        return folder.resolveSibling("duckdb_jdbc-" + VERSION + ".jar");
    }

    /**
     * Installs it when no other process does at the same time; nothing when it is installed then.
     *
     * @param waiting called when another process installs it, before the wait for it
     * @param install gets the jar and calls {@link #install}
     * @throws SqlException when DuckDB has no library for this platform
     */
    public void installAlone(Runnable waiting, Runnable install) {
        if (!PLATFORMS.contains(platform())) {
            throw new SqlException("DuckDB " + VERSION + " has no library for this platform, " + platform()
                    + ": it has " + String.join(", ", PLATFORMS));
        }
        try {
            Files.createDirectories(addons());
            try (FileChannel file =
                    FileChannel.open(addons().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                if (file.tryLock() == null) {
                    waiting.run();
                    file.lock();
                }
                if (!isInstalled()) {
                    try {
                        install.run();
                    } finally {
                        Files.deleteIfExists(download());
                    }
                }
            }
        } catch (IOException e) {
            throw cannotInstall(e);
        }
    }

    private Path addons() {
        return Objects.requireNonNull(folder.toAbsolutePath().getParent(), "an add-on has a folder");
    }

    private CometException cannotInstall(IOException e) {
        return new CometException("cannot install DuckDB in " + folder + ": " + WholeFile.reason(e), e);
    }

    /**
     * Installs it from the published jar. Only inside of {@link #installAlone}.
     *
     * @throws SqlException when it is another jar: then nothing is installed
     */
    public void install(Path jar) {
        check(jar);
        try {
            removeDrafts();
            Path draft = Files.createTempDirectory(addons(), DRAFT);
            try {
                unpack(jar, draft);
                FolderTrees.delete(folder);
                Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
                AtomicFile.forceNames(addons());
            } finally {
                FolderTrees.delete(draft);
            }
        } catch (IOException e) {
            throw cannotInstall(e);
        }
    }

    /** Drafts are left by processes that were killed. */
    private void removeDrafts() throws IOException {
        try (DirectoryStream<Path> drafts = Files.newDirectoryStream(addons(), DRAFT + "*")) {
            for (Path draft : drafts) {
                FolderTrees.delete(draft);
            }
        }
    }

    private static void check(Path jar) {
        String sum;
        try {
            sum = Sha256.of(jar);
        } catch (IOException e) {
            throw new SqlException("cannot read " + jar + ": " + WholeFile.reason(e), e);
        }
        if (!sum.equals(SHA256)) {
            throw new SqlException(jar.getFileName() + " is not DuckDB " + VERSION
                    + " as it was published: its SHA-256 is " + sum + " instead of " + SHA256);
        }
    }

    private static void unpack(Path jar, Path draft) throws IOException {
        try (ZipFile published = new ZipFile(jar.toFile());
                ZipOutputStream classes = new ZipOutputStream(Files.newOutputStream(draft.resolve(JAR)))) {
            try (InputStream bytes = published.getInputStream(published.getEntry(library()))) {
                Files.copy(bytes, draft.resolve(library()));
            }
            for (ZipEntry entry : Collections.list(published.entries())) {
                if (!entry.getName().startsWith(LIBRARY) && !entry.isDirectory()) {
                    classes.putNextEntry(new ZipEntry(entry.getName()));
                    try (InputStream bytes = published.getInputStream(entry)) {
                        bytes.transferTo(classes);
                    }
                    classes.closeEntry();
                }
            }
        }
    }

    /** The driver, in a class loader of its own: no other class of this program sees it. */
    Driver driver() {
        if (!isInstalled()) {
            throw new SqlException("SQL needs DuckDB, which is not installed: run cometsh addon duckdb once");
        }
        try {
            ClassLoader loader = LOADERS.computeIfAbsent(folder.toAbsolutePath(), AddonLoader::of);
            load(loader);
            return (Driver) loader.loadClass("org.duckdb.DuckDBDriver")
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw new SqlException(
                    "DuckDB cannot be loaded (" + cause.getMessage() + "): install what the system lacks, or remove "
                            + folder + " and run cometsh addon duckdb",
                    e);
        }
    }

    /** Loads the native library. DuckDB prints the stack trace of an error before it throws it, so stderr is closed to it. */
    private static void load(ClassLoader loader) throws ClassNotFoundException {
        PrintStream stderr = System.err;
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
        try {
            Class.forName("org.duckdb.DuckDBNative", true, loader);
        } finally {
            System.setErr(stderr);
        }
    }

    /** The driver's classes, and its library beside them instead of a copy for each start. */
    private static final class AddonLoader extends URLClassLoader {
        private final Path library;

        private AddonLoader(URL jar, Path library) {
            super(new URL[] {jar}, ClassLoader.getPlatformClassLoader());
            this.library = library;
        }

        static AddonLoader of(Path folder) {
            try {
                return new AddonLoader(folder.resolve(JAR).toUri().toURL(), folder.resolve(library()));
            } catch (MalformedURLException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        protected String findLibrary(String name) {
            return name.equals("duckdb_java") ? library.toString() : null;
        }
    }
}
