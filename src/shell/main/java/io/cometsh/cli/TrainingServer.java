package io.cometsh.cli;

import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A server with the sample workspace in a process of its own, so that a class archive holds what a query loads and nothing
 * of the server. It ends when its standard input does, however the process that started it ends.
 */
final class TrainingServer implements AutoCloseable {
    /** The word after {@code --train} that makes a process this server. */
    static final String ARGUMENT = "sample";

    private final Process process;
    private final BufferedReader out;
    private final String address;

    private TrainingServer(Process process, BufferedReader out, String address) {
        this.process = process;
        this.out = out;
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
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String address = out.readLine();
        if (address == null) {
            process.destroy();
            throw new IOException("the server did not start");
        }
        return new TrainingServer(process, out, address);
    }

    /**
     * Runs the server until {@code in} ends, and prints its address as soon as it listens, then its https address and the
     * certificate of that; an empty line where there can be none.
     */
    static void serve(InputStream in, PrintStream out) throws IOException {
        try (CometServer server = CometServer.start(ServerOptions.inMemory().withSample(true))) {
            out.println(server.address());
            out.flush();
            try (TlsFront front = TlsFront.of(server.address().getPort())) {
                out.println(front.address() + " " + front.certificate());
                out.flush();
                in.transferTo(PrintStream.nullOutputStream());
            } catch (IOException noHttps) {
                out.println();
                out.flush();
                in.transferTo(PrintStream.nullOutputStream());
            }
        }
    }

    String address() {
        return address;
    }

    /** The https address and the certificate, in Base64; empty where there is none. */
    List<String> secureAddress() throws IOException {
        String line = out.readLine();
        return line == null || line.isEmpty() ? List.of() : List.of(line.split(" "));
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        out.close();
    }
}
