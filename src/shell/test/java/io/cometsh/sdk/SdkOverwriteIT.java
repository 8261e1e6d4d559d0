package io.cometsh.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official SDK overwrites its checkpoints on our server. */
@Tag("launcher")
class SdkOverwriteIT {
    @Test
    void five_checkpoints_of_one_name_are_one_file_with_the_last_bytes(@TempDir Path folder) throws Exception {
        try (CometServer server = CometServer.start(ServerOptions.inMemory())) {
            JsonNode read = new PythonScript(server.address(), folder).run("overwrite.py");
            assertThat(read.get("files").toString())
                    .isEqualTo("[[\"asset\",\"epochs.ckpt\"],[\"asset\",\"epochs.ckpt\"],[\"asset\",\"epochs.ckpt\"],"
                            + "[\"asset\",\"epochs.ckpt\"],[\"asset\",\"epochs.ckpt\"],[\"asset\",\"last.ckpt\"],"
                            + "[\"model-element\",\"last.ckpt\"]]");
            assertThat(read.get("last").toString()).isEqualTo("[\"last.ckpt of epoch 4\"]");
            assertThat(read.get("epochs").toString()).isEqualTo("[0,1,2,3,4]");
            assertThat(read.get("code").asText())
                    .isEqualTo(Files.readString(Path.of("src/shell/test/python/overwrite.py")));
        }
    }
}
