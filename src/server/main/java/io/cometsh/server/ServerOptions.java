package io.cometsh.server;

import io.cometsh.server.page.QueryReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How a {@link CometServer} is started: {@code ServerOptions.inFolder(folder).withPort(8080)}.
 *
 * @param host the address to listen on, by default the loopback address
 * @param port the port; 0 takes a free one
 * @param dataFolder where everything is kept; null keeps it in a temporary folder until close
 * @param sample load the sample workspace {@code demo} when there is no workspace of that name
 * @param keys by API key the user, with the user's shared workspaces: {@code "ann team"}, and {@code "ann *"} for every workspace; empty takes every key that is not empty, for everything
 * @param proxies addresses of the proxies whose {@code X-Forwarded-Host}, {@code -Proto} and {@code -For} count
 * @param programs a folder where the program's part of SQLite is kept and run from; null keeps it in the data folder
 * @param queries reads the query language for the web pages; null shows no box for queries
 * @param log a file that gets a line for each request; null for none
 * @param screen gets the same lines, for people; null for none
 */
public record ServerOptions(
        String host,
        int port,
        Path dataFolder,
        boolean sample,
        Map<String, String> keys,
        List<String> proxies,
        Path programs,
        QueryReader queries,
        Path log,
        PrintStream screen) {
    public ServerOptions {
        Objects.requireNonNull(host, "host");
        keys = Map.copyOf(keys);
        proxies = List.copyOf(proxies);
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
        }
    }

    /** On a free loopback port, everything in a temporary folder, no sample, any key. */
    public static ServerOptions inMemory() {
        return new ServerOptions("127.0.0.1", 0, null, false, Map.of(), List.of(), null, null, null, null);
    }

    /** As {@link #inMemory}, but kept in a folder, which is made if need be. */
    public static ServerOptions inFolder(Path folder) {
        return new ServerOptions(
                "127.0.0.1",
                0,
                Objects.requireNonNull(folder, "folder"),
                false,
                Map.of(),
                List.of(),
                null,
                null,
                null,
                null);
    }

    public ServerOptions withPort(int newPort) {
        return new ServerOptions(host, newPort, dataFolder, sample, keys, proxies, programs, queries, log, screen);
    }

    public ServerOptions withHost(String newHost) {
        return new ServerOptions(newHost, port, dataFolder, sample, keys, proxies, programs, queries, log, screen);
    }

    public ServerOptions withSample(boolean newSample) {
        return new ServerOptions(host, port, dataFolder, newSample, keys, proxies, programs, queries, log, screen);
    }

    public ServerOptions withKeys(Map<String, String> newKeys) {
        return new ServerOptions(host, port, dataFolder, sample, newKeys, proxies, programs, queries, log, screen);
    }

    public ServerOptions withProxies(List<String> newProxies) {
        return new ServerOptions(host, port, dataFolder, sample, keys, newProxies, programs, queries, log, screen);
    }

    public ServerOptions withPrograms(Path newPrograms) {
        return new ServerOptions(host, port, dataFolder, sample, keys, proxies, newPrograms, queries, log, screen);
    }

    public ServerOptions withQueries(QueryReader newQueries) {
        return new ServerOptions(host, port, dataFolder, sample, keys, proxies, programs, newQueries, log, screen);
    }

    public ServerOptions withLog(Path newLog) {
        return new ServerOptions(host, port, dataFolder, sample, keys, proxies, programs, queries, newLog, screen);
    }

    public ServerOptions withScreen(PrintStream newScreen) {
        return new ServerOptions(host, port, dataFolder, sample, keys, proxies, programs, queries, log, newScreen);
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "ServerOptions[host=" + host + ", port=" + port + ", dataFolder=" + dataFolder + ", sample=" + sample
                + ", keys=" + (keys.isEmpty() ? "any" : "<hidden>") + "]";
    }
}
