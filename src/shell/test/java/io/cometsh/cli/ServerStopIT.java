package io.cometsh.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The built server and the signals that end it. */
@Tag("launcher")
@DisplayNameGeneration(ReplaceUnderscores.class)
@DisabledOnOs(OS.WINDOWS)
class ServerStopIT {
    private static final String BODY = "{\"workspaceName\":\"w\",\"projectName\":\"p\"}";

    @TempDir
    private Path folder;

    private Process process;

    private URI start(String... options) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("bin/cometsh", "server", "--port", "0", "--data", folder + "/data");
        builder.command().addAll(java.util.List.of(options));
        builder.environment().put("HOME", folder.toString());
        process = builder.redirectError(folder.resolve("err").toFile()).start();
        BufferedReader out = process.inputReader(UTF_8);
        return URI.create(out.readLine());
    }

    /** A request whose head is there and whose body is not. */
    private Socket begin(URI address) throws IOException {
        Socket socket = new Socket("127.0.0.1", address.getPort());
        socket.getOutputStream()
                .write(("POST /api/rest/v2/write/experiment/create HTTP/1.1\r\nHost: localhost\r\nAuthorization: k\r\n"
                                + "Content-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: "
                                + BODY.length() + "\r\n\r\n")
                        .getBytes(UTF_8));
        // The server has read the head when it sends this.
        byte[] answer = socket.getInputStream().readNBytes("HTTP/1.1 100".length());
        assertThat(answer).asString().isEqualTo("HTTP/1.1 100");
        return socket;
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, process.pid() + "").start().waitFor();
    }

    @Test
    void term_answers_what_is_being_read_and_exits_with_143() throws Exception {
        URI address = start("--log", folder.resolve("access.log").toString());
        // As after a rotation of the log.
        signal("HUP");
        try (Socket socket = begin(address)) {
            signal("TERM");
            socket.getOutputStream().write(BODY.getBytes(UTF_8));
            assertThat(socket.getInputStream().readAllBytes()).asString().contains("HTTP/1.1 200", "experimentKey");
        }
        assertThat(process.waitFor()).isEqualTo(143);
        assertThat(folder.resolve("data/comet.db-wal")).doesNotExist();
        assertThat(Files.readString(folder.resolve("access.log")))
                .contains(" local POST /api/rest/v2/write/experiment/create 200 ");
        assertThat(Files.readString(folder.resolve("err"))).doesNotContain("Exception");
    }

    @Test
    void a_second_signal_ends_it_at_once_and_leaves_the_folder_whole() throws Exception {
        URI address = start("--drain", "3600");
        try (Socket socket = begin(address)) {
            signal("INT");
            signal("TERM");
            assertThat(process.waitFor()).isEqualTo(130);
            assertThat(socket.getInputStream().readAllBytes()).asString().doesNotContain(" 200 ");
        }
        assertThat(folder.resolve("data/comet.db-wal")).doesNotExist();
    }
}
