package io.cometsh.server.route;

import com.sun.net.httpserver.HttpExchange;
import io.cometsh.server.service.CometError;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The addresses under which clients reach the server.
 *
 * <p>A web page can point its own host name at the loopback address and so reach a server of this machine from a browser. A server on a loopback address therefore answers only for its own
 * names. A trusted proxy states the name and protocol that its client used.
 *
 * @param host the address that the server listens on
 * @param proxies whose {@code X-Forwarded-Host} and {@code X-Forwarded-Proto} count
 */
public record Front(String host, boolean loopback, Set<InetAddress> proxies) {
    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");
    /** What proxies add to the requests that they pass on. */
    private static final Set<String> OF_PROXIES =
            Set.of("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto");

    private static final Pattern NEVER = Pattern.compile(";\\s*q=0(\\.0*)?\\s*$");
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final Pattern HOST = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(:\\d{1,5})?");

    /** Refuses a request for a host that this server is not. */
    void check(HttpExchange exchange) {
        String asked = exchange.getRequestHeaders().getFirst("Host");
        // Every browser sends the header; a client without it is none.
        if (!loopback || asked == null || asked.isBlank() || forwarded(exchange, "X-Forwarded-Host") != null) {
            return;
        }
        Matcher name = HOST.matcher(asked.trim());
        if (!name.matches() || !isOwn(name.group(1).toLowerCase(Locale.ROOT))) {
            throw CometError.FOREIGN_HOST.failure();
        }
    }

    private boolean isOwn(String name) {
        return LOCAL.contains(name) || name.equalsIgnoreCase(host) || name.equalsIgnoreCase("[" + host + "]");
    }

    /** {@code http://host:port/}, as the client itself sees it. */
    String root(HttpExchange exchange) {
        String proto = forwarded(exchange, "X-Forwarded-Proto");
        String asked = forwarded(exchange, "X-Forwarded-Host");
        asked = asked == null ? exchange.getRequestHeaders().getFirst("Host") : asked;
        return ("https".equalsIgnoreCase(proto) ? "https" : "http") + "://"
                + (asked == null || asked.isBlank() ? "127.0.0.1" : asked) + "/";
    }

    /**
     * Whether a long reply is compressed: the client accepts gzip, and the reply goes over a network. For a client on this
     * machine, compression takes more time than it saves.
     */
    boolean packs(HttpExchange exchange) {
        String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
        boolean far = !exchange.getRemoteAddress().getAddress().isLoopbackAddress()
                || OF_PROXIES.stream().anyMatch(exchange.getRequestHeaders()::containsKey);
        return far && accepted != null && Stream.of(accepted.split(",")).anyMatch(Front::isGzip);
    }

    private static boolean isGzip(String coding) {
        String name = coding.split(";", 2)[0].strip();
        return name.equalsIgnoreCase("gzip") && !NEVER.matcher(coding).find();
    }

    /** The address of the client. A proxy appends the address that it saw to the list that it received: only the last address that is not a trusted proxy counts. */
    String client(HttpExchange exchange) {
        InetAddress peer = exchange.getRemoteAddress().getAddress();
        String forwardedFor = exchange.getRequestHeaders().getFirst("X-Forwarded-For");
        if (forwardedFor == null || !proxies.contains(peer)) {
            return peer.getHostAddress();
        }
        String[] hops = forwardedFor.split(",");
        for (int i = hops.length - 1; i >= 0; i--) {
            String hop = hops[i].strip();
            if (!ADDRESS.matcher(hop).matches()) {
                break;
            }
            if (proxies.stream().noneMatch(proxy -> proxy.getHostAddress().equals(hop))) {
                return hop;
            }
        }
        return peer.getHostAddress();
    }

    /** What a trusted proxy states; null when there is none. Of several proxies in a row, the first one spoke with the client. */
    private String forwarded(HttpExchange exchange, String header) {
        String value = exchange.getRequestHeaders().getFirst(header);
        if (value == null || !proxies.contains(exchange.getRemoteAddress().getAddress())) {
            return null;
        }
        String first = value.split(",", 2)[0].trim();
        return HOST.matcher(first).matches() ? first : null;
    }
}
