package io.cometsh.cli;

import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A server with the sample workspace in a process of its own, so that a class archive holds what a query loads and nothing
 * of the server. It ends when its standard input does, however the process that started it ends.
 */
final class TrainingServer implements AutoCloseable {
    /** The word after {@code --train} that makes a process this server. */
    static final String ARGUMENT = "sample";

    private final Process process;
    private final String address;

    private TrainingServer(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    static TrainingServer start() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xlog:disable",
                        "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        Training.OPTION,
                        ARGUMENT)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String address = out.readLine();
            if (address == null) {
                process.destroy();
                throw new IOException("the server did not start");
            }
            return new TrainingServer(process, address);
        }
    }

    /** Runs the server until {@code in} ends, and prints its address as soon as it listens. */
    static void serve(InputStream in, PrintStream out) throws IOException {
        try (CometServer server = CometServer.start(ServerOptions.inMemory().withSample(true))) {
            out.println(server.address());
            out.flush();
            in.transferTo(PrintStream.nullOutputStream());
        }
    }

    String address() {
        return address;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
