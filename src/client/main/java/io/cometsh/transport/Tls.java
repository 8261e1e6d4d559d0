package io.cometsh.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.CipherSuite;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;

/** Whom to trust when that differs from the system's own choice. */
final class Tls {
    private Tls() {}

    /**
     * The usual protocols and ciphers. Java's first compiler knows no instructions for AES, so that with it alone ChaCha20
     * takes a third of the processor time; then it comes first, and a server that follows its clients chooses it.
     */
    static ConnectionSpec spec() {
        return spec(System.getProperty("java.vm.info", "").contains("emulated-client"));
    }

    static ConnectionSpec spec(boolean isFirstCompilerAlone) {
        ConnectionSpec usual = ConnectionSpec.MODERN_TLS;
        List<CipherSuite> suites = usual.cipherSuites();
        if (!isFirstCompilerAlone || suites == null) {
            return usual;
        }
        List<CipherSuite> chaChaFirst = suites.stream()
                .sorted(Comparator.comparing(suite -> !suite.javaName().contains("CHACHA20")))
                .toList();
        return new ConnectionSpec.Builder(usual)
                .cipherSuites(chaChaFirst.toArray(CipherSuite[]::new))
                .build();
    }

    /**
     * Loads Java's TLS on a thread of its own, while the caller reads certificates: each of the two takes as long as a query
     * without them. What fails fails again for the caller.
     */
    static void loadBeside() {
        Thread thread = new Thread(
                () -> {
                    try {
                        SSLContext.getInstance("TLS");
                    } catch (GeneralSecurityException e) {
                        return;
                    }
                },
                "comet-tls");
        thread.setDaemon(true);
        thread.start();
    }

    /** Leaves the client alone unless the options ask for something else. */
    static void apply(TransportOptions options, OkHttpClient.Builder client) {
        try {
            if (!options.checkCertificates()) {
                trust(new TrustEverybody(), client);
                client.hostnameVerifier((host, session) -> true);
            } else if (options.caBundle() != null) {
                trust(systemAnd(certificates(options.caBundle())), client);
            }
        } catch (GeneralSecurityException | IOException failure) {
            throw new CometException(
                    "the CA bundle " + options.caBundle() + " can't be used: " + reason(failure)
                            + "\nCOMET_INCLUDE_CUSTOM_CA_BUNDLE, or else REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE or SSL_CERT_FILE, names a"
                            + " PEM file or a folder of them.",
                    failure);
        }
    }

    private static String reason(Exception failure) {
        if (failure instanceof NoSuchFileException) {
            return "it is not there";
        }
        if (failure instanceof AccessDeniedException) {
            return "it can't be read";
        }
        return failure instanceof CertificateException
                ? "it holds no certificate"
                : Sanitizer.printable(Failures.words(failure), 200);
    }

    private static void trust(X509TrustManager manager, OkHttpClient.Builder client) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {manager}, new SecureRandom());
        client.sslSocketFactory(context.getSocketFactory(), manager);
    }

    private static X509TrustManager systemAnd(Collection<? extends Certificate> more)
            throws GeneralSecurityException, IOException {
        KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
        roots.load(null, null);
        int count = 0;
        for (X509Certificate root : manager(null).getAcceptedIssuers()) {
            roots.setCertificateEntry("system-" + count++, root);
        }
        for (Certificate root : more) {
            roots.setCertificateEntry("added-" + count++, root);
        }
        return manager(roots);
    }

    private static X509TrustManager manager(KeyStore roots) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(roots);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager found) {
                return found;
            }
        }
        throw new CertificateException("this Java has no trust manager for X.509");
    }

    private static List<Certificate> certificates(Path bundle) throws IOException, CertificateException {
        List<Path> files;
        if (Files.isDirectory(bundle)) {
            try (Stream<Path> inside = Files.list(bundle)) {
                files = inside.filter(Files::isRegularFile).sorted().toList();
            }
        } else {
            files = List.of(bundle);
        }
        List<Certificate> found = new ArrayList<>();
        for (Path file : files) {
            try (InputStream in = withoutMark(Files.readAllBytes(file))) {
                found.addAll(CertificateFactory.getInstance("X.509").generateCertificates(in));
            } catch (CertificateException notACertificate) {
                // A folder of certificates often holds other files too; a file that was named must hold one.
                if (files.size() == 1) {
                    throw notACertificate;
                }
            }
        }
        if (found.isEmpty()) {
            throw new CertificateException("it holds no certificate");
        }
        return found;
    }

    /** Some editors put a byte order mark before the text. */
    private static InputStream withoutMark(byte[] bytes) {
        boolean marked =
                bytes.length > 2 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        int start = marked ? 3 : 0;
        return new ByteArrayInputStream(bytes, start, bytes.length - start);
    }

    /** What {@code COMET_INTERNAL_CHECK_TLS_CERTIFICATE=false} asks for. */
    private static final class TrustEverybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
