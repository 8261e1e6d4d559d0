package io.cometsh.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a command line did, in this process: nothing of the machine is seen but what the test hands in. */
record CommandRun(int exitCode, String out, String err) {

    static CommandRun of(Path folder, Map<String, String> environment, String... args) {
        return piping("", folder, environment, args);
    }

    /** On a server, with a key. */
    static CommandRun against(URI server, String key, Path folder, String... args) {
        return of(folder, Map.of("COMET_API_KEY", key, "COMET_URL_OVERRIDE", server.toString()), args);
    }

    static CommandRun piping(String input, Path folder, Map<String, String> environment, String... args) {
        return of(input, false, false, folder, environment, args);
    }

    /** A user types at a terminal that shows the errors, and the output too unless that is piped. */
    static CommandRun typing(
            String input, boolean outIsTerminal, Path folder, Map<String, String> environment, String... args) {
        return of(input, true, outIsTerminal, folder, environment, args);
    }

    private static CommandRun of(
            String input,
            boolean terminal,
            boolean outIsTerminal,
            Path folder,
            Map<String, String> environment,
            String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ProcessContext context = new ProcessContext(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                outIsTerminal,
                terminal,
                new LinkedHashMap<>(environment),
                folder,
                folder);
        int exitCode = Cometsh.run(context, args);
        return new CommandRun(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
