package io.cometsh.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.server.KillRounds.Served;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where the native part of the database goes: once to the cache folder, never to the temporary one. */
@Tag("launcher")
@Timeout(120)
class NativeLibraryIT {
    @TempDir
    private Path folder;

    private Map<String, String> environment(Path temporary) {
        return Map.of(
                "XDG_CACHE_HOME",
                folder.resolve("cache").toString(),
                "COMETSH_JAVA_OPTS",
                "-Djava.io.tmpdir=" + temporary);
    }

    private static List<String> libraries(Path below) throws IOException {
        if (!Files.exists(below)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(below)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains("sqlitejdbc"))
                    .toList();
        }
    }

    @Test
    void is_unpacked_once_into_the_cache_folder_and_a_kill_leaves_no_file() throws Exception {
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        for (int start = 0; start < 2; start++) {
            try (Served served = Served.with(environment(temporary), folder.resolve("data"))) {
                served.kill();
            }
        }
        assertThat(libraries(temporary)).isEmpty();
        assertThat(libraries(folder.resolve("data"))).isEmpty();
        assertThat(libraries(folder.resolve("cache"))).hasSize(1);
    }

    @Test
    void goes_to_the_data_folder_where_nothing_may_run_in_the_cache_and_the_temporary_folder() throws Exception {
        Path mounted = Files.createDirectories(folder.resolve("cache"));
        try (SmallDisk disk = SmallDisk.at(mounted, 8)) {
            disk.run("mount -o remount,noexec \"$0\" && mkdir \"$0/tmp\"");
            try (Served served =
                    Served.with(environment(mounted.resolve("tmp")), folder.resolve("data"), disk.inside())) {
                assertThat(new Wire(served.address).rest("workspaces")).isNotNull();
            }
            assertThat(libraries(folder.resolve("data"))).hasSize(1);
        }
    }
}
