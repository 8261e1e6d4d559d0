package io.cometsh.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.server.sample.SnapshotWriter;
import io.cometsh.server.store.FolderCheck;
import io.cometsh.server.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A folder that version 0.1 filled and was killed on, while its database was H2, with what its server then gave as a
 * snapshot: experiments, 3,000 points, documents, assets, a registered model, an artifact, views, a link.
 */
class OldFolderTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void unpack() throws IOException {
        try (ZipInputStream zip =
                new ZipInputStream(OldFolderTest.class.getResourceAsStream("/server/folder-0.1.zip"))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(zip, file);
                }
            }
        }
    }

    @Test
    void is_moved_as_a_whole_and_the_old_file_stays_as_it_was() throws IOException {
        byte[] old = Files.readAllBytes(folder.resolve("comet.mv.db"));
        assertThatThrownBy(() -> FolderCheck.of(folder)).hasMessageContaining("start the server on it once");
        assertThat(snapshot()).isEqualTo(unpacked(Files.readAllBytes(folder.resolve("snapshot.jsonl.gz"))));
        assertThat(Files.readAllBytes(folder.resolve("comet.mv.db.old"))).isEqualTo(old);
        assertThat(folder.resolve("comet.mv.db")).doesNotExist();
        assertThat(snapshot()).as("opened again").contains("e9059d0b53234d389ca8daf4457b0c84");
        assertThat(FolderCheck.of(folder).problems()).isEmpty();
        try (CometServer server = CometServer.start(ServerOptions.inFolder(folder))) {
            Wire wire = new Wire(server.address());
            assertThat(wire.create("demo", "p")).isNotEmpty();
            assertThat(Wire.texts(
                            wire.rest("experiments?workspaceName=demo&projectName=q")
                                    .get("experiments"),
                            "experimentKey"))
                    .as("the number of a deleted project is not given again")
                    .containsExactly("e9059d0b53234d389ca8daf4457b0c84");
        }
    }

    @Test
    void goes_on_after_a_move_that_was_interrupted() throws IOException {
        Files.writeString(folder.resolve("comet.db.part"), "half of a file");
        assertThat(snapshot()).isEqualTo(unpacked(Files.readAllBytes(folder.resolve("snapshot.jsonl.gz"))));
        assertThat(folder.resolve("comet.db.part")).doesNotExist();
        // Killed between the two names.
        Files.move(folder.resolve("comet.mv.db.old"), folder.resolve("comet.mv.db"));
        assertThat(snapshot()).isEqualTo(unpacked(Files.readAllBytes(folder.resolve("snapshot.jsonl.gz"))));
        assertThat(folder.resolve("comet.mv.db.old")).exists();
    }

    @Test
    void a_file_that_cannot_be_read_is_left_alone_and_named() throws IOException {
        Files.write(folder.resolve("comet.mv.db"), new byte[8192], StandardOpenOption.TRUNCATE_EXISTING);
        assertThatThrownBy(() -> CometServer.start(ServerOptions.inFolder(folder)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(folder.resolve("comet.mv.db") + " is damaged");
        assertThat(folder.resolve("comet.mv.db")).hasSize(8192);
        assertThat(folder.resolve("comet.db")).doesNotExist();
    }

    @Test
    void is_not_moved_while_an_earlier_version_serves_it() throws IOException {
        try (FileChannel channel = FileChannel.open(folder.resolve("comet.mv.db"), StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThatThrownBy(() -> CometServer.start(ServerOptions.inFolder(folder)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("is being served by a process of an earlier version");
        }
        assertThat(folder.resolve("comet.db")).doesNotExist();
        assertThat(folder.resolve("comet.mv.db")).exists();
    }

    private String snapshot() throws IOException {
        try (CometServer server = CometServer.start(ServerOptions.inFolder(folder))) {
            return unpacked(SnapshotWriter.of(server, "demo"));
        }
    }

    private static String unpacked(byte[] gzip) throws IOException {
        try (InputStream in = new GZIPInputStream(new java.io.ByteArrayInputStream(gzip))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
