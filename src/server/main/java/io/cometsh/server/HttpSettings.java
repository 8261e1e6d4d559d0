package io.cometsh.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The system properties of the JDK's HTTP server. It reads them once, when its classes load; a property that is already set stays as it is. */
final class HttpSettings {
    /** More than one machine can open to one address and port. */
    private static final int MOST_CONNECTIONS = 65_536;
    /** What macOS gives a Java process, less {@link #OWN_FILES}. */
    private static final int USUAL_CONNECTIONS = 8192;
    /** Files that the server itself opens at most: the database, assets, temporary files. */
    private static final int OWN_FILES = 512;

    private static final int FEWEST_CONNECTIONS = 128;

    private HttpSettings() {}

    static void apply() {
        // Without this every small answer on a kept connection waits for the client's delayed acknowledgement (40 ms).
        set("sun.net.httpserver.nodelay", "true");
        // Longer than clients keep idle connections, so that the clients close them: a request never meets a connection
        // that the server is just closing.
        set("sun.net.httpserver.idleInterval", "600");
        set("sun.net.httpserver.maxIdleConnections", "1000");
        // A new connection has 10 seconds for its first byte. The property also limits the time for a whole request,
        // which
        // a large upload needs: the timer of that limit never fires. ClientWaits limits requests instead.
        set("sun.net.httpserver.maxReqTime", "10");
        set("sun.net.httpserver.timerMillis", Long.toString(TimeUnit.DAYS.toMillis(10_000)));
        set("sun.net.httpserver.clockTick", "1000");
        // A connection beyond this is closed at once. Without a limit, it would fail for want of a file descriptor, and
        // so
        // would every file of the server.
        set("jdk.httpserver.maxConnections", Integer.toString(mostConnections(Path.of("/proc/self/limits"))));
    }

    /** How many connections leave enough file descriptors. */
    static int mostConnections(Path limits) {
        try (Stream<String> lines = Files.lines(limits)) {
            return lines.filter(line -> line.startsWith("Max open files"))
                    .map(line -> line.split("\\s+")[3])
                    .mapToInt(files -> files.matches("\\d{1,9}")
                            ? Math.max(
                                    FEWEST_CONNECTIONS, Math.min(MOST_CONNECTIONS, Integer.parseInt(files) - OWN_FILES))
                            : MOST_CONNECTIONS)
                    .findFirst()
                    .orElse(USUAL_CONNECTIONS);
        } catch (IOException e) {
            // No Linux.
            return USUAL_CONNECTIONS;
        }
    }

    private static void set(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
