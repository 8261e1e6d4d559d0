import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Fails the build when processes that the tests started are still there: {@code java LeftProcesses.java COMETSH_TEST_RUN=/the/checkout}.
 *
 * <p>The argument is a variable that every process of the tests has in its environment. Only Linux shows the environment of
 * other processes; elsewhere nothing is checked.
 */
class LeftProcesses {
    /** For processes that are ending. */
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    public static void main(String[] args) throws Exception {
        Path processes = Path.of("/proc");
        long end = System.nanoTime() + PATIENCE_NANOS;
        List<String> left = left(processes, args[0]);
        while (!left.isEmpty() && System.nanoTime() < end) {
            Thread.sleep(200);
            left = left(processes, args[0]);
        }
        if (!left.isEmpty()) {
            System.err.println("Processes of the tests are still running:\n" + String.join("\n", left));
            System.exit(1);
        }
    }

    private static List<String> left(Path processes, String variable) throws IOException {
        if (!Files.isReadable(processes.resolve("self/environ"))) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(processes)) {
            return all.filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(process -> ("\0" + text(process, "environ")).contains("\0" + variable + "\0"))
                    .map(process -> process.getFileName() + " " + text(process, "cmdline").replace('\0', ' '))
                    .toList();
        }
    }

    /** Empty for a process of another user, and for one that has just ended. */
    private static String text(Path process, String file) {
        try {
            return new String(Files.readAllBytes(process.resolve(file)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
