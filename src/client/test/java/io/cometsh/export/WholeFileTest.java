package io.cometsh.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A file is whole under its name, and nothing that is not a file is replaced by one. */
@DisabledOnOs(OS.WINDOWS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class WholeFileTest {
    @TempDir
    private Path folder;

    private void write(Path file, String text) throws IOException {
        try (WholeFile whole = WholeFile.create(file)) {
            whole.stream().print(text);
            whole.complete();
        }
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }

    @Test
    void it_is_as_readable_as_other_files_and_an_old_one_keeps_its_mode() throws IOException {
        Path plain = Files.createFile(folder.resolve("plain"));
        write(folder.resolve("new.csv"), "a");
        assertThat(Files.getPosixFilePermissions(folder.resolve("new.csv")))
                .isEqualTo(Files.getPosixFilePermissions(plain));
        Path shared = Files.createFile(folder.resolve("shared.csv"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rw-rw----"));
        write(shared, "b");
        assertThat(shared).hasContent("b");
        assertThat(Files.getPosixFilePermissions(shared)).isEqualTo(PosixFilePermissions.fromString("rw-rw----"));
    }

    @Test
    void a_link_stays_a_link() throws IOException {
        Path real = Files.createDirectory(folder.resolve("elsewhere")).resolve("real.csv");
        Files.writeString(real, "old");
        Path link = Files.createSymbolicLink(folder.resolve("latest.csv"), real);
        write(link, "new");
        assertThat(link).isSymbolicLink();
        assertThat(real).hasContent("new");
    }

    @Test
    void a_pipe_is_written_to_and_stays_a_pipe() throws Exception {
        Path pipe = folder.resolve("pipe.csv");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.readString(pipe);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        write(pipe, "through");
        assertThat(read.get()).isEqualTo("through");
        assertThat(Files.isRegularFile(pipe)).isFalse();
        assertThat(names()).containsExactly("pipe.csv");
    }

    @Test
    void a_file_that_is_not_completed_leaves_the_old_file() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "old");
        try (WholeFile whole = WholeFile.create(file)) {
            whole.stream().print("half");
        }
        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("a.csv");
    }

    @Test
    void why_it_cannot_be_is_a_few_words() {
        assertThatThrownBy(() -> WholeFile.create(folder))
                .isInstanceOf(IOException.class)
                .extracting(e -> WholeFile.reason((IOException) e))
                .isEqualTo("it is a folder: name a file");
        assertThatThrownBy(() -> WholeFile.create(folder.resolve("nowhere/a.csv")))
                .isInstanceOf(IOException.class)
                .extracting(e -> WholeFile.reason((IOException) e))
                .isEqualTo("there is no folder " + folder.resolve("nowhere"));
    }
}
