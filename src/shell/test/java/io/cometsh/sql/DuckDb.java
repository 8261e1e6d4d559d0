package io.cometsh.sql;

import io.cometsh.support.Lacking;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The add-on, installed from the jar on the class path of the tests. */
public final class DuckDb {
    private DuckDb() {}

    /** The published jar. */
    public static Path jar() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(jar -> jar.endsWith("duckdb_jdbc-" + DuckDbAddon.VERSION + ".jar"))
                .findFirst()
                .orElseGet(() -> Lacking.tool("duckdb_jdbc is not on the class path of the tests"));
    }

    public static DuckDbAddon installed(Path addons) throws IOException {
        DuckDbAddon addon = DuckDbAddon.in(Files.createDirectories(addons));
        addon.install(jar());
        return addon;
    }
}
