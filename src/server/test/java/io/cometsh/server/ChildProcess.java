package io.cometsh.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in a JVM of its own, to be killed. */
final class ChildProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;

    private ChildProcess(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static ChildProcess start(String... arguments) throws IOException {
        return start(List.of(), arguments);
    }

    /** With further options of Java. */
    static ChildProcess start(List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(options);
        command.add(ChildMain.class.getName());
        command.addAll(List.of(arguments));
        return new ChildProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The next line it prints. */
    String line() throws IOException {
        String line = out.readLine();
        if (line == null) {
            throw new AssertionError("the process ended without further output");
        }
        return line;
    }

    /** As {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(60, TimeUnit.SECONDS);
    }

    /** Asks it to end by closing its input. */
    void end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        process.waitFor(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** What runs in it. */
    static final class ChildMain {
        private ChildMain() {}

        public static void main(String[] args) throws IOException {
            Path folder = Path.of(args[1]);
            if (args[0].equals("server")) {
                try (CometServer server = CometServer.start(ServerOptions.inFolder(folder))) {
                    System.out.println(server.address());
                    waitForTheEnd();
                }
            } else {
                try (LocalServer local = LocalServer.open(folder, null, false)) {
                    System.out.println(local.address() + " " + local.joined() + " " + local.key());
                    waitForTheEnd();
                }
            }
        }

        private static void waitForTheEnd() throws IOException {
            while (System.in.read() >= 0) {
                continue;
            }
        }
    }
}
