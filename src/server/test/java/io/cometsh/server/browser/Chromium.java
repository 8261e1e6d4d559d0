package io.cometsh.server.browser;

import io.cometsh.support.Lacking;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A headless Chromium for tests, driven over its DevTools protocol.
 *
 * <pre>{@code
 * try (Chromium chromium = Chromium.start(); Tab tab = chromium.open()) {
 *     tab.go(address);
 *     assertThat(tab.text("h1")).isEqualTo("Workspaces");
 * }
 * }</pre>
 */
public final class Chromium implements AutoCloseable {
    private static final String LISTENING = "DevTools listening on ";
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    private final Process process;
    private final Path profile;
    private final DevTools tools;

    private Chromium(Process process, Path profile, DevTools tools) {
        this.process = process;
        this.profile = profile;
        this.tools = tools;
    }

    /** Starts Chromium. Without one the test is skipped; where {@code CI} is set it fails. */
    public static Chromium start() {
        Optional<Path> program = find();
        if (program.isEmpty()) {
            return Lacking.tool("needs Chromium: install the package chromium, or set CHROMIUM to the program's path");
        }
        try {
            Path profile = Files.createTempDirectory("cometsh-chromium");
            // The sandbox needs rights that containers lack, and only our own pages are opened.
            Process process = new ProcessBuilder(
                            program.get().toString(),
                            "--headless",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-dev-shm-usage",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-extensions",
                            "--hide-scrollbars",
                            "--force-color-profile=srgb",
                            "--remote-debugging-port=0",
                            "--user-data-dir=" + profile,
                            "about:blank")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new Chromium(process, profile, DevTools.connect(address(process)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A tab with its own cookies and storage. */
    public Tab open() {
        return Tab.open(tools);
    }

    @Override
    public void close() {
        tools.close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
            removeProfile();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void removeProfile() throws IOException {
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static Optional<Path> find() {
        String named = System.getenv("CHROMIUM");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static URI address(Process process) throws IOException {
        BufferedReader errors = process.errorReader();
        StringBuilder output = new StringBuilder();
        for (String line = errors.readLine(); line != null; line = errors.readLine()) {
            if (line.startsWith(LISTENING)) {
                drain(errors);
                return URI.create(line.substring(LISTENING.length()).strip());
            }
            output.append(line).append('\n');
        }
        throw new AssertionError("Chromium did not start: " + output);
    }

    /** A full pipe would stop Chromium. */
    private static void drain(BufferedReader errors) {
        Thread thread = new Thread(
                () -> {
                    try {
                        errors.transferTo(java.io.Writer.nullWriter());
                    } catch (IOException e) {
                        // Chromium ended.
                    }
                },
                "chromium-errors");
        thread.setDaemon(true);
        thread.start();
    }
}
