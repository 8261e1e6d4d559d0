package io.cometsh.server;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the server of a data folder listens, and the key that it takes: {@code PORT KEY} in the file {@code server.port},
 * which only its owner can read.
 *
 * <p>Before a process sends the key to the port, the server there must prove that it has the key too, by a hash of the key
 * and a number that the process chose. So a server of another folder, or of another user who took the port, never gets it.
 */
record LocalKey(int port, String key) {
    private static final String FILE = "server.port";
    private static final Pattern CONTENT = Pattern.compile("(\\d{1,5}) ([0-9a-f]{32})\\s*");
    private static final String PROOF = "/clientlib/isAlive/proof/";
    private static final int BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new key for a port. */
    static LocalKey create(int port) {
        return new LocalKey(port, random());
    }

    /** What is written in a folder; null when there is nothing. */
    static LocalKey read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return null;
        }
        Matcher content = CONTENT.matcher(Files.readString(file, StandardCharsets.UTF_8));
        return content.matches() ? new LocalKey(Integer.parseInt(content.group(1)), content.group(2)) : null;
    }

    /** Where its user finds the key. */
    static String help(Path folder) {
        return "The key is the second word of the file " + folder.resolve(FILE) + ", which only its owner can read.";
    }

    LocalKey withPort(int newPort) {
        return new LocalKey(newPort, key);
    }

    void write(Path folder) throws IOException {
        // A temporary file can be read by its owner only, and the move keeps that.
        Path part = Files.createTempFile(folder, "server", ".port");
        Files.writeString(part, port + " " + key + "\n", StandardCharsets.UTF_8);
        Files.move(part, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** Whether the server of this key answers on the port. */
    boolean answers() {
        String nonce = random();
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) address().resolve(PROOF + nonce).toURL().openConnection(Proxy.NO_PROXY);
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(5000);
            try {
                if (connection.getResponseCode() != 200) {
                    return false;
                }
                byte[] expected = proof(nonce).getBytes(StandardCharsets.US_ASCII);
                return MessageDigest.isEqual(
                        expected, connection.getInputStream().readNBytes(expected.length));
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }

    /** The server's side of {@link #answers}, for the path {@link #proofPath}. */
    HttpHandler proofs() {
        return exchange -> {
            try (exchange) {
                byte[] proof = proof(exchange.getRequestURI().getPath().substring(PROOF.length()))
                        .getBytes(StandardCharsets.US_ASCII);
                exchange.sendResponseHeaders(200, proof.length);
                exchange.getResponseBody().write(proof);
            }
        };
    }

    static String proofPath() {
        return PROOF;
    }

    private String proof(String nonce) {
        try {
            MessageDigest sum = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sum.digest((nonce + " " + key).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "LocalKey[port=" + port + ", key=<hidden>]";
    }
}
