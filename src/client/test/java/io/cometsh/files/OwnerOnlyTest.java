package io.cometsh.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerOnlyTest {
    @TempDir
    private Path folder;

    @Test
    void a_file_is_our_own_when_nobody_else_can_write_it() throws IOException {
        Path file = Files.createFile(folder.resolve("file"), OwnerOnly.file(folder));
        assertThat(OwnerOnly.isOwn(file)).isTrue();
        for (String mode : new String[] {"rw-r--r--", "r--------"}) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            assertThat(OwnerOnly.isOwn(file)).as(mode).isTrue();
        }
        for (String mode : new String[] {"rw-rw----", "rw----rw-"}) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            assertThat(OwnerOnly.isOwn(file)).as(mode).isFalse();
        }
        assertThat(OwnerOnly.isOwn(Files.createSymbolicLink(folder.resolve("link"), folder)))
                .isFalse();
        assertThat(OwnerOnly.isOwn(folder.resolve("nowhere"))).isFalse();
    }

    @Test
    void a_file_of_another_user_is_not_our_own() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can give a file away");
        Path file = Files.createFile(folder.resolve("file"));
        Files.setOwner(
                file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        assertThat(OwnerOnly.isOwn(file)).isFalse();
    }
}
