package io.cometsh.transport;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** The address of a Comet server as users write it, and the root that requests are sent below. */
public final class ServerAddress {
    /** Comet's own service. */
    public static final URI COMET = URI.create("https://www.comet.com");

    private ServerAddress() {}

    /**
     * The root of an address: scheme, host, port and path without a final slash or {@code /clientlib}; user name, query
     * and fragment are left out.
     *
     * <p>{@code root("https://host/comet/clientlib/")} is {@code https://host/comet}. Comet's own client drops the path;
     * we keep it, because servers do live below one.
     *
     * @throws IllegalArgumentException with a sentence for the user when it is not an http or https address
     */
    public static URI root(String address) {
        String text = address.strip();
        int scheme = text.indexOf("://");
        if (scheme < 0) {
            throw new IllegalArgumentException(
                    "the address \"" + withoutUser(text) + "\" has no scheme: write https://" + withoutUser(text));
        }
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException bad) {
            throw new IllegalArgumentException("\"" + withoutUser(text) + "\" is not an address: " + bad.getReason()
                    + " at position " + bad.getIndex());
        }
        String protocol = uri.getScheme().toLowerCase(Locale.ROOT);
        if (!protocol.equals("http") && !protocol.equals("https")) {
            throw new IllegalArgumentException(
                    "the address \"" + withoutUser(text) + "\" must begin with http:// or https://");
        }
        if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65_535) {
            throw new IllegalArgumentException("the address \"" + withoutUser(text) + "\" names no host and port");
        }
        String path = withoutFinalSlashes(uri.getRawPath());
        if (path.endsWith("/clientlib")) {
            path = withoutFinalSlashes(path.substring(0, path.length() - "/clientlib".length()));
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return URI.create(protocol + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port + path);
    }

    /** The port in the address, or the scheme's default. */
    static int port(URI root) {
        if (root.getPort() >= 0) {
            return root.getPort();
        }
        return "https".equals(root.getScheme()) ? 443 : 80;
    }

    /** Whether a host is this machine by its name alone; nothing is looked up. */
    static boolean isLoopback(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.startsWith("127.") && isFourNumbers(name)
                || name.equals("::1")
                || name.equals("[::1]");
    }

    private static boolean isFourNumbers(String name) {
        int points = 0;
        char before = '.';
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '.' ? before == '.' : c < '0' || c > '9') {
                return false;
            }
            points += c == '.' ? 1 : 0;
            before = c;
        }
        return points == 3 && before != '.';
    }

    private static String withoutFinalSlashes(String path) {
        String rest = path == null ? "" : path;
        while (rest.endsWith("/")) {
            rest = rest.substring(0, rest.length() - 1);
        }
        return rest;
    }

    // A password can precede the @.
    private static String withoutUser(String text) {
        int start = text.indexOf("://");
        start = start < 0 ? 0 : start + 3;
        int slash = text.indexOf('/', start);
        int at = text.lastIndexOf('@', slash < 0 ? text.length() : slash);
        return Sanitizer.printable(at >= start ? text.substring(0, start) + text.substring(at + 1) : text, 200);
    }
}
