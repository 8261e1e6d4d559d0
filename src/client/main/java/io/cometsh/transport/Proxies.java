package io.cometsh.transport;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The proxies to go through.
 *
 * @param http for http addresses, or null
 * @param https for https addresses, or null
 * @param exceptions where none is used: a host, a domain (its hosts too), {@code host:port}, an IPv4 network such as
 *     {@code 10.0.0.0/8}, or {@code *} for all
 */
public record Proxies(URI http, URI https, List<String> exceptions) {
    /** Straight to the server. */
    public static final Proxies NONE = new Proxies(null, null, List.of());

    public Proxies {
        List<String> names = new ArrayList<>();
        for (String exception : exceptions) {
            if (!exception.isBlank()) {
                names.add(exception.strip().toLowerCase(Locale.ROOT));
            }
        }
        exceptions = List.copyOf(names);
    }

    boolean isNone() {
        return http == null && https == null && exceptions.isEmpty();
    }

    /** The proxy for an address, or null: this machine is always reached directly. */
    URI forAddress(String scheme, String host, int port) {
        URI proxy = "https".equals(scheme) ? https : http;
        return proxy == null || ServerAddress.isLoopback(host) || isException(host, port) ? null : proxy;
    }

    private boolean isException(String host, int port) {
        String name = host.toLowerCase(Locale.ROOT);
        for (String exception : exceptions) {
            if (exception.equals("*") || exception.equals(name + ":" + port) || covers(exception, name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean covers(String exception, String host) {
        if (exception.indexOf('/') > 0) {
            return inNetwork(exception, host);
        }
        String domain = exception.startsWith("*.") ? exception.substring(1) : exception;
        String bare = domain.startsWith(".") ? domain.substring(1) : domain;
        return host.equals(bare) || host.endsWith("." + bare);
    }

    private static boolean inNetwork(String network, String host) {
        int slash = network.indexOf('/');
        long base = ipv4(network.substring(0, slash));
        long address = ipv4(host);
        String bits = network.substring(slash + 1);
        if (base < 0 || address < 0 || !bits.matches("\\d{1,2}") || Integer.parseInt(bits) > 32) {
            return false;
        }
        int shift = 32 - Integer.parseInt(bits);
        return base >> shift == address >> shift;
    }

    private static long ipv4(String text) {
        if (!text.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
            return -1;
        }
        long address = 0;
        for (String part : text.split("\\.")) {
            address = address << 8 | Math.min(255, Integer.parseInt(part));
        }
        return address;
    }

    /** Without user names and passwords. */
    @Override
    public String toString() {
        return "Proxies[http=" + shown(http) + ", https=" + shown(https) + ", exceptions=" + exceptions + "]";
    }

    /** Host and port of a proxy; its password stays out of messages. */
    static String shown(URI proxy) {
        return proxy == null ? "none" : proxy.getHost() + (proxy.getPort() < 0 ? "" : ":" + proxy.getPort());
    }
}
