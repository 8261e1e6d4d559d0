package io.cometsh.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Under which names a server answers, what a trusted proxy may state, and who can read its folder. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FrontTest {
    private static String ask(CometServer server, String... headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.address().getPort())) {
            String body = "{\"projectName\":\"p\"}";
            socket.getOutputStream()
                    .write(("POST /clientlib/logger/add/run HTTP/1.1\r\nAuthorization: k\r\nConnection: close\r\n"
                                    + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n"
                                    + String.join("\r\n", headers) + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:5055", "127.0.0.1", "127.0.0.1:80", "[::1]:5055"})
    void answers_on_a_loopback_address_for_its_own_names(String host) throws IOException {
        try (CometServer server = CometServer.start(ServerOptions.inMemory())) {
            assertThat(ask(server, "Host: " + host)).startsWith("HTTP/1.1 200").contains("http://" + host + "/");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:5055",
                "127.0.0.1.evil.example",
                "localhost@evil.example",
                "10.0.0.1"
            })
    void refuses_on_a_loopback_address_every_other_host(String host) throws IOException {
        try (CometServer server = CometServer.start(ServerOptions.inMemory())) {
            assertThat(ask(server, "Host: " + host)).startsWith("HTTP/1.1 403").contains("\"code\":403");
            assertThat(ask(server, "Host: " + host, "X-Forwarded-Host: localhost"))
                    .as("nobody is a trusted proxy")
                    .startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void answers_for_every_host_on_an_address_that_others_reach() throws IOException {
        try (CometServer server = CometServer.start(ServerOptions.inMemory().withHost("0.0.0.0"))) {
            assertThat(ask(server, "Host: comet.example.com")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void gives_links_as_the_client_of_a_trusted_proxy_sees_them() throws IOException {
        ServerOptions options = ServerOptions.inMemory().withProxies(List.of("127.0.0.1"));
        try (CometServer server = CometServer.start(options)) {
            assertThat(ask(server, "Host: inner", "X-Forwarded-Host: comet.example.com", "X-Forwarded-Proto: https"))
                    .startsWith("HTTP/1.1 200")
                    .contains("\"https://comet.example.com/", "\"wss://comet.example.com/ws\"");
            assertThat(ask(server, "Host: inner", "X-Forwarded-Proto: https"))
                    .as("without the name of the host")
                    .startsWith("HTTP/1.1 403");
        }
        try (CometServer server = CometServer.start(ServerOptions.inMemory().withProxies(List.of("192.0.2.1")))) {
            assertThat(ask(server, "Host: localhost", "X-Forwarded-Host: evil.example", "X-Forwarded-Proto: https"))
                    .as("sent by another client")
                    .startsWith("HTTP/1.1 200")
                    .contains("http://localhost/")
                    .doesNotContain("evil");
        }
    }

    @Test
    void names_a_proxy_that_is_not_an_address() {
        assertThatThrownBy(() -> CometServer.start(ServerOptions.inMemory().withProxies(List.of("no such"))))
                .hasMessageContaining("the proxy no such");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void makes_a_data_folder_that_only_its_owner_can_read(@TempDir Path home) throws IOException {
        Path data = home.resolve("data");
        try (CometServer server = CometServer.start(ServerOptions.inFolder(data))) {
            Wire wire = new Wire(server.address());
            String key = wire.create("w", "p");
            wire.upload("/api/rest/v2/write/experiment/upload-asset?fileName=f&experimentKey=" + key, "x");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                    .isEqualTo("rwx------");
            try (Stream<Path> files = Files.walk(data)) {
                assertThat(files.filter(Files::isRegularFile)
                                .filter(file -> !file.toString().contains("native"))
                                .filter(file -> !rights(file).equals("rw-------")))
                        .isEmpty();
            }
        }
    }

    private static String rights(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
