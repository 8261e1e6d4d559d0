package io.cometsh.bulk;

import io.cometsh.transport.OkHttpTransport;
import io.cometsh.transport.Transport;
import io.cometsh.transport.TransportOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A server that is not ours, and the exports that are right for it: {@code src/shell/test/python/export_world.py}. */
public final class ExportWorld implements AutoCloseable {
    private final Process process;
    private final Path folder;
    private final URI address;

    private ExportWorld(Process process, Path folder, URI address) {
        this.process = process;
        this.folder = folder;
        this.address = address;
    }

    /** Makes the world and serves it. */
    public static ExportWorld start(Path folder, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("cometsh.python", "python3"),
                "-I",
                "-X",
                "utf8",
                Path.of("src/shell/test/python/export_world.py")
                        .toAbsolutePath()
                        .toString(),
                folder.toString()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String address = out.readLine();
        if (address == null) {
            throw new AssertionError("export_world.py ended without output");
        }
        return new ExportWorld(process, folder, URI.create(address));
    }

    public URI address() {
        return address;
    }

    /** A transport to it whose repeats do not wait, since its failures are made up. */
    public Transport transport(int retries) {
        return new OkHttpTransport(TransportOptions.of(address, "key")
                .withRetries(retries)
                .withBackoffFactorSeconds(0)
                .withTimeout(Duration.ofSeconds(1)));
    }

    /** What an export of the metrics must be. */
    public Path points() {
        return folder.resolve("points.csv");
    }

    /** What an export of the runs must be. */
    public Path runs() {
        return folder.resolve("runs.csv");
    }

    /** What an export of the files must be. */
    public Path files() {
        return folder.resolve("files");
    }

    /** A line for each request: endpoint, experiment key, fault or the range that was asked for. */
    public List<String> requests() throws IOException {
        return Files.readAllLines(folder.resolve("requests.log"));
    }

    /** Lets the answers go that {@code --hold} keeps back, and every later one. */
    public void release() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
