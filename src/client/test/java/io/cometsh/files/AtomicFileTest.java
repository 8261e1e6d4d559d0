package io.cometsh.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.files.AtomicFile.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AtomicFileTest {
    @TempDir
    private Path folder;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static String rights(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @ParameterizedTest
    @EnumSource
    void the_file_appears_when_it_is_complete_and_replaces_the_old_one(Kind kind) throws IOException {
        Path file = folder.resolve("a.txt");
        Files.writeString(file, "old");
        try (AtomicFile whole = AtomicFile.create(file, kind)) {
            whole.stream().write(bytes("new"));
            assertThat(file).hasContent("old");
            whole.complete();
        }
        assertThat(file).hasContent("new");
        assertThat(names()).containsExactly("a.txt");
    }

    @ParameterizedTest
    @EnumSource
    void what_is_not_completed_leaves_the_old_file_and_nothing_else(Kind kind) throws IOException {
        Path file = folder.resolve("a.txt");
        Files.writeString(file, "old");
        try (AtomicFile whole = AtomicFile.create(file, kind)) {
            whole.stream().write(bytes("half"));
        }
        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void a_private_file_is_its_owners_alone_from_its_first_byte() throws IOException {
        Path file = folder.resolve("key");
        Files.writeString(file, "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        try (AtomicFile whole = AtomicFile.create(file, Kind.PRIVATE)) {
            for (String name : names()) {
                assertThat(rights(folder.resolve(name))).isEqualTo(name.equals("key") ? "rw-r--r--" : "rw-------");
            }
            whole.complete();
        }
        assertThat(rights(file)).isEqualTo("rw-------");
    }

    @Test
    void a_plain_file_keeps_the_rights_of_the_one_it_replaces() throws IOException {
        Path file = folder.resolve("a.csv");
        Files.writeString(file, "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));
        try (AtomicFile whole = AtomicFile.create(file, Kind.PLAIN)) {
            whole.stream().write(bytes("new"));
            for (String name : names()) {
                assertThat(rights(folder.resolve(name))).isIn("r--r-----", "rw-r-----");
            }
            whole.complete();
        }
        assertThat(rights(file)).isEqualTo("r--r-----");
        assertThat(file).hasContent("new");
    }

    @ParameterizedTest
    @EnumSource
    void a_link_stays_a_link(Kind kind) throws IOException {
        Path file = Files.createDirectory(folder.resolve("real")).resolve("a.txt");
        Files.writeString(file, "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        AtomicFile.write(link, bytes("new"), kind);
        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("new");
    }

    @Test
    void a_name_of_the_greatest_length_can_be_written() throws IOException {
        Path file = folder.resolve("x".repeat(255));
        AtomicFile.write(file, bytes("new"), Kind.PLAIN);
        assertThat(file).hasContent("new");
    }

    @Test
    void a_folder_that_is_missing_is_named() {
        Path file = folder.resolve("nowhere/a.txt");
        assertThatThrownBy(() -> AtomicFile.create(file, Kind.PLAIN))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("there is no folder " + file.getParent());
    }
}
