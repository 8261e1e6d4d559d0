package io.cometsh.cli;

import demo.Library;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the launcher's tests start in place of cometsh: compiled by them, with a marker of their own. */
public class Main {
    public static void main(String[] arguments) throws Exception {
        String first = arguments.length == 0 ? "" : arguments[0];
        String asked = System.getenv("PROBE");
        switch (asked == null || first.equals("--train") ? first : asked) {
            case "--train" -> train();
            case "stdin" -> System.out.write(System.in.readAllBytes());
            case "exit" -> System.exit(Integer.parseInt(arguments[1]));
            case "pid" -> System.out.println(ProcessHandle.current().pid());
            case "sleep" -> {
                System.out.println("ready");
                Thread.sleep(600_000);
            }
            case "late" -> {
                System.out.println(Library.marker());
                System.in.readAllBytes();
                System.out.println(Library.Late.marker());
            }
            case "archive" -> System.out.println(archive());
            case "flags" -> System.out.println(
                    String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments()));
            case "folder" -> System.out.println(Path.of("").toAbsolutePath());
            default -> {
                String line = "MARKER, " + Library.marker() + ", [" + String.join("|", arguments) + "]\n";
                System.out.write(line.getBytes(StandardCharsets.UTF_8));
            }
        }
        System.out.flush();
    }

    /** What the training touches is in the archive: the marker and the library's. PROBE_* steer it from a test. */
    private static void train() throws Exception {
        main(new String[] {"in training"});
        String written = System.getenv("PROBE_WRITTEN");
        if (written != null) {
            Path temporary = Files.createTempFile("probe", "");
            Files.writeString(Path.of(written), ProcessHandle.current().pid() + "\n" + temporary);
        }
        String log = System.getenv("PROBE_TRAINED");
        if (log != null) {
            Files.writeString(Path.of(log), "trained\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        String gate = System.getenv("PROBE_GATE");
        while (gate != null && !Files.exists(Path.of(gate))) {
            Thread.sleep(20);
        }
        if (System.getenv("PROBE_FAILS") != null) {
            System.exit(9);
        }
    }

    /** The archive this process has mapped, by its file name: what counts is that it is used, not that a flag names it. */
    private static String archive() throws Exception {
        for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
            if (line.endsWith(".jsa") && !line.contains("/lib/server/classes")) {
                return line.substring(line.lastIndexOf('/') + 1);
            }
        }
        return "none";
    }
}
