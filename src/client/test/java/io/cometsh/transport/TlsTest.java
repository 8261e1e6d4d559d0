package io.cometsh.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cometsh.support.FakePacing;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import mockwebserver3.MockWebServer;
import okhttp3.CipherSuite;
import okhttp3.ConnectionSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    static Path folder;

    private static SSLContext ours;
    private static Path pem;

    private final FakePacing pacing = new FakePacing();
    private MockWebServer server;

    /** A certificate for 127.0.0.1 that nobody signed, made by the JDK's own tool. */
    @BeforeAll
    static void certificate() throws Exception {
        Path store = folder.resolve("server.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process process = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=test",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String output;
        try (InputStream out = process.getInputStream()) {
            output = new String(out.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
        assertThat(process.waitFor()).as(output).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        ours = SSLContext.getInstance("TLS");
        ours.init(managers.getKeyManagers(), null, null);
        pem = Files.createDirectory(folder.resolve("ca")).resolve("ca.pem");
        Files.writeString(
                pem,
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(keys.getCertificate("server").getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
    }

    @BeforeEach
    void start() throws Exception {
        server = new MockWebServer();
        server.useHttps(ours.getSocketFactory());
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String ask(UnaryOperator<TransportOptions> change) {
        server.enqueue(ServedTransport.json(200, "{}").build());
        TransportOptions options = TransportOptions.of(
                        URI.create("https://127.0.0.1:" + server.getPort()), ServedTransport.KEY)
                .withPacing(pacing);
        try (OkHttpTransport transport = new OkHttpTransport(change.apply(options))) {
            return transport.send(ServedTransport.workspaces()).text();
        }
    }

    @Test
    void without_the_second_compiler_the_same_ciphers_are_offered_with_chacha20_first() {
        List<CipherSuite> usual = ConnectionSpec.MODERN_TLS.cipherSuites();
        List<CipherSuite> own = Tls.spec(true).cipherSuites();
        assertThat(Tls.spec(false)).isEqualTo(ConnectionSpec.MODERN_TLS);
        assertThat(own).containsExactlyInAnyOrderElementsOf(usual);
        assertThat(own.get(0)).isEqualTo(CipherSuite.TLS_CHACHA20_POLY1305_SHA256);
        assertThat(own.stream().dropWhile(suite -> suite.javaName().contains("CHACHA20")))
                .as("after them, in the usual order")
                .containsExactlyElementsOf(usual.stream()
                        .filter(suite -> !suite.javaName().contains("CHACHA20"))
                        .toList());
    }

    @Test
    void refuses_an_unknown_certificate_at_once_and_names_the_next_step() {
        assertThat(catchThrowable(() -> ask(options -> options)))
                .isInstanceOf(CometConnectionException.class)
                .hasMessage("GET workspaces: can't reach 127.0.0.1:" + server.getPort()
                        + ": TLS: its certificate is not trusted\nCOMET_INCLUDE_CUSTOM_CA_BUNDLE names a PEM file to"
                        + " trust; COMET_URL_OVERRIDE or --url sets the address.");
        assertThat(pacing.slept).isEmpty();
    }

    @Test
    void accepts_it_when_certificates_are_not_checked() {
        assertThat(ask(options -> options.withCheckCertificates(false))).isEqualTo("{}");
    }

    @Test
    void accepts_it_when_a_file_vouches_for_it() {
        assertThat(ask(options -> options.withCaBundle(pem))).isEqualTo("{}");
    }

    @Test
    void a_byte_order_mark_before_the_certificate_does_no_harm() throws Exception {
        Path marked = Files.writeString(folder.resolve("marked.pem"), "\uFEFF" + Files.readString(pem));
        assertThat(ask(options -> options.withCaBundle(marked))).isEqualTo("{}");
    }

    @Test
    void accepts_it_when_a_file_in_a_folder_vouches_for_it() throws Exception {
        Files.writeString(pem.resolveSibling("README"), "no certificate\n");
        assertThat(ask(options -> options.withCaBundle(pem.getParent()))).isEqualTo("{}");
    }

    @Test
    void reports_that_a_bundle_holds_no_certificate() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "nothing\n");
        assertThat(catchThrowable(() -> ask(options -> options.withCaBundle(empty))))
                .isInstanceOf(CometException.class)
                .hasMessageStartingWith(
                        "the CA bundle " + empty + " can't be used: it holds no certificate\nCOMET_INCLUDE_");
        assertThat(catchThrowable(() -> ask(options -> options.withCaBundle(folder.resolve("nowhere")))))
                .hasMessageStartingWith(
                        "the CA bundle " + folder.resolve("nowhere") + " can't be used: it is not there\n");
    }

    @Test
    void a_redirect_from_https_to_http_does_not_take_the_key_along() throws Exception {
        try (MockWebServer open = new MockWebServer()) {
            open.start();
            open.enqueue(ServedTransport.json(200, "{}").build());
            server.enqueue(ServedTransport.json(302, "")
                    .setHeader("Location", "http://127.0.0.1:" + open.getPort() + "/file")
                    .build());
            TransportOptions options = TransportOptions.of(
                            URI.create("https://127.0.0.1:" + server.getPort()), ServedTransport.KEY)
                    .withExtraHeaders(Map.of("X-Secret", "extra-secret"))
                    .withCaBundle(pem);
            try (OkHttpTransport transport = new OkHttpTransport(options)) {
                assertThat(transport.send(ServedTransport.workspaces()).text()).isEqualTo("{}");
            }
            assertThat(server.takeRequest().getHeaders().get("Authorization")).isEqualTo(ServedTransport.KEY);
            assertThat(open.takeRequest().getHeaders().toString())
                    .doesNotContain(ServedTransport.KEY)
                    .doesNotContain("extra-secret");
        }
    }
}
