package io.cometsh.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.files.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the user's files are, and who may read them. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UserFoldersTest {
    @TempDir
    private Path folder;

    @Test
    void they_follow_xdg_or_are_below_the_home() {
        Path home = Path.of("/home/ada");
        assertThat(UserFolders.data(Map.of(), home)).isEqualTo(Path.of("/home/ada/.local/share/cometsh"));
        assertThat(UserFolders.state(Map.of(), home)).isEqualTo(Path.of("/home/ada/.local/state/cometsh"));
        assertThat(UserFolders.data(Map.of("XDG_DATA_HOME", "/d"), home)).isEqualTo(Path.of("/d/cometsh"));
        assertThat(UserFolders.data(Map.of("XDG_DATA_HOME", "relative"), home))
                .isEqualTo(Path.of("/home/ada/.local/share/cometsh"));
        assertThat(UserFolders.data(Map.of(), null)).isNull();
    }

    @Test
    void on_windows_they_are_below_local_app_data() {
        // A path of this system, since Path does not know paths of another one.
        Map<String, String> windows = Map.of("LOCALAPPDATA", "/users/ada/AppData/Local");
        Path home = Path.of("/users/ada");
        assertThat(UserFolders.data(windows, home)).isEqualTo(Path.of("/users/ada/AppData/Local/cometsh"));
        assertThat(UserFolders.state(windows, home)).isEqualTo(Path.of("/users/ada/AppData/Local/cometsh"));
        assertThat(UserFolders.state(Map.of("LOCALAPPDATA", "/l", "XDG_STATE_HOME", "/s"), home))
                .isEqualTo(Path.of("/s/cometsh"));
    }

    @Test
    void what_is_the_owner_s_alone_is_so_from_the_start() throws IOException {
        Path made = Files.createDirectory(folder.resolve("made"), OwnerOnly.folder(folder));
        Path file = Files.createFile(made.resolve("key"), OwnerOnly.file(made));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
