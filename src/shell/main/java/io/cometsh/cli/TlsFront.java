package io.cometsh.cli;

import io.cometsh.files.FolderTrees;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * An https address for a server on this machine, with a certificate of its own that Java's {@code keytool} makes. It is there
 * for the training: a class archive needs the classes of TLS, which the sample server does not speak.
 */
final class TlsFront implements AutoCloseable {
    private static final String PASSWORD = "training";

    private final ServerSocket socket;
    private final String certificate;
    private final int port;

    /**
     * Begins to listen.
     *
     * @param port where the server listens
     * @throws IOException also where this Java has no {@code keytool}
     */
    static TlsFront of(int port) throws IOException {
        Path folder = Files.createTempDirectory("cometsh-tls-");
        try {
            KeyStore keys = keys(folder.resolve("keys"));
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            ServerSocket socket =
                    context.getServerSocketFactory().createServerSocket(0, 0, InetAddress.getLoopbackAddress());
            byte[] certificate = keys.getCertificate("server").getEncoded();
            TlsFront front = new TlsFront(socket, Base64.getEncoder().encodeToString(certificate), port);
            start(front::accept);
            return front;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        } finally {
            FolderTrees.delete(folder);
        }
    }

    private TlsFront(ServerSocket socket, String certificate, int port) {
        this.socket = socket;
        this.certificate = certificate;
        this.port = port;
    }

    private static KeyStore keys(Path file) throws IOException, GeneralSecurityException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-J-XX:TieredStopAtLevel=1",
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=training",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (keytool.waitFor() != 0) {
                throw new IOException("keytool made no certificate");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    }

    /** {@code https://127.0.0.1:PORT/}. */
    String address() {
        return "https://127.0.0.1:" + socket.getLocalPort() + "/";
    }

    /** In Base64, in one line. */
    String certificate() {
        return certificate;
    }

    private void accept() {
        for (Socket client = next(); client != null; client = next()) {
            Socket accepted = client;
            start(() -> forward(accepted));
        }
    }

    /** Null at the end. */
    private Socket next() {
        try {
            return socket.accept();
        } catch (IOException closed) {
            return null;
        }
    }

    private void forward(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
            start(() -> copy(server, client));
            client.getInputStream().transferTo(server.getOutputStream());
        } catch (IOException gone) {
            return;
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException gone) {
            return;
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "cometsh-tls");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
