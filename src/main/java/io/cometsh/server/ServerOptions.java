package io.cometsh.server;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * How a {@link CometServer} is started: {@code ServerOptions.inFolder(folder).withPort(8080)}.
 *
 * @param host the address to listen on, the loopback address unless told otherwise
 * @param port the port; 0 takes a free one
 * @param dataFolder where everything is kept; null keeps it in memory until close
 * @param sample load the sample workspace {@code demo} when there is no workspace of that name
 * @param keys user names by API key; empty takes every key that is not empty
 */
public record ServerOptions(String host, int port, Path dataFolder, boolean sample, Map<String, String> keys) {
    public ServerOptions {
        Objects.requireNonNull(host, "host");
        keys = Map.copyOf(keys);
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
        }
    }

    /** On a free loopback port, everything in memory, no sample, any key. */
    public static ServerOptions inMemory() {
        return new ServerOptions("127.0.0.1", 0, null, false, Map.of());
    }

    /** As {@link #inMemory}, but kept in a folder, which is made if need be. */
    public static ServerOptions inFolder(Path folder) {
        return new ServerOptions("127.0.0.1", 0, Objects.requireNonNull(folder, "folder"), false, Map.of());
    }

    public ServerOptions withPort(int newPort) {
        return new ServerOptions(host, newPort, dataFolder, sample, keys);
    }

    public ServerOptions withHost(String newHost) {
        return new ServerOptions(newHost, port, dataFolder, sample, keys);
    }

    public ServerOptions withSample(boolean newSample) {
        return new ServerOptions(host, port, dataFolder, newSample, keys);
    }

    public ServerOptions withKeys(Map<String, String> newKeys) {
        return new ServerOptions(host, port, dataFolder, sample, newKeys);
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "ServerOptions[host=" + host + ", port=" + port + ", dataFolder=" + dataFolder + ", sample=" + sample
                + ", keys=" + (keys.isEmpty() ? "any" : "<hidden>") + "]";
    }
}
