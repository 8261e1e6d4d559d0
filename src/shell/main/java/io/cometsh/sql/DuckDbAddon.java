package io.cometsh.sql;

import io.cometsh.export.WholeFile;
import io.cometsh.files.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Driver;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * DuckDB's driver on this machine: its classes and the library of this platform, in a folder of their own. The published
 * jar has the libraries of four platforms; what is kept of it is a third.
 */
public final class DuckDbAddon {
    public static final String VERSION = "2.0.0.1";
    /** Of the published jar. */
    static final String SHA256 = "6cb8b0e0fc51b2e45aead2d2c1e1fd09dd10267db2966e69aaab0de67319f826";

    /** Where the published jar is, below the address of a Maven repository. */
    public static final String PATH = "/org/duckdb/duckdb_jdbc/" + VERSION + "/duckdb_jdbc-" + VERSION + ".jar";

    private static final String LIBRARY = "libduckdb_java.so_";
    private static final String JAR = "duckdb_jdbc.jar";

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

    /** The first that is installed; else the first. */
    public static DuckDbAddon firstIn(List<Path> addons) {
        return addons.stream()
                .map(DuckDbAddon::in)
                .filter(DuckDbAddon::isInstalled)
                .findFirst()
                .orElseGet(() -> in(addons.get(0)));
    }

    public Path folder() {
        return folder;
    }

    public boolean isInstalled() {
        return Files.isRegularFile(folder.resolve(JAR)) && Files.isRegularFile(folder.resolve(library()));
    }

    private static String library() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String system = os.contains("windows") ? "windows" : os.contains("mac") ? "macos" : "linux";
        String machine = arch.equals("aarch64") || arch.equals("arm64") ? "arm64" : "amd64";
        return LIBRARY + system + "_" + machine;
    }

    /**
     * Installs it from the published jar.
     *
     * @param jar read to its end; not closed
     * @throws SqlException when it is another jar, or has no library for this platform: then nothing is installed
     */
    public void install(InputStream jar) {
        try {
            Path parent = Objects.requireNonNull(folder.toAbsolutePath().getParent(), "an add-on has a folder");
            Files.createDirectories(parent);
            Path draft = Files.createTempDirectory(parent, ".duckdb-");
            try {
                unpack(jar, draft);
                remove(folder);
                Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
                AtomicFile.forceNames(parent);
            } finally {
                remove(draft);
            }
        } catch (IOException e) {
            throw new SqlException("cannot install DuckDB in " + folder + ": " + WholeFile.reason(e), e);
        }
    }

    private static void unpack(InputStream jar, Path draft) throws IOException {
        DigestInputStream summed = new DigestInputStream(jar, sha256());
        boolean found = false;
        try (ZipOutputStream classes = new ZipOutputStream(Files.newOutputStream(draft.resolve(JAR)))) {
            ZipInputStream zip = new ZipInputStream(summed);
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                if (name.equals(library())) {
                    Files.copy(zip, draft.resolve(name));
                    found = true;
                } else if (!name.startsWith(LIBRARY) && !entry.isDirectory()) {
                    classes.putNextEntry(new ZipEntry(name));
                    zip.transferTo(classes);
                    classes.closeEntry();
                }
            }
        }
        summed.transferTo(OutputStream.nullOutputStream());
        String sum = HexFormat.of().formatHex(summed.getMessageDigest().digest());
        if (!sum.equals(SHA256)) {
            throw new SqlException("this is not DuckDB " + VERSION + " as it was published: its SHA-256 is " + sum
                    + ", and should be " + SHA256);
        }
        if (!found) {
            throw new SqlException("DuckDB " + VERSION + " has no library for this platform ("
                    + library().substring(LIBRARY.length()) + ")");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void remove(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return;
        }
        try (var files = Files.list(path)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(path);
    }

    /** The driver, in a class loader of its own: no other class of this program sees it. */
    Driver driver() {
        if (!isInstalled()) {
            throw new SqlException("SQL needs DuckDB, which is not installed: run cometsh addon duckdb once");
        }
        try {
            return (Driver) LOADERS.computeIfAbsent(folder.toAbsolutePath(), AddonLoader::of)
                    .loadClass("org.duckdb.DuckDBDriver")
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new SqlException(
                    "DuckDB in " + folder + " cannot be loaded (" + e + "): remove the folder and install it again", e);
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
