package io.cometsh.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A Python as an independent reader: of the system property {@code cometsh.python}, else {@code python3} of the path. */
public final class Python {
    /** Leaves without tidying up: threads of pyarrow's now and then abort a Python that takes its time over that. */
    private static final String END = "\nimport os, sys\nsys.stdout.flush()\nos._exit(0)\n";

    private Python() {}

    /**
     * What a script prints, given this text on its standard input. Without Python the test is skipped, and fails in CI.
     */
    public static String run(String script, String input) {
        List<String> command = new ArrayList<>(
                List.of(System.getProperty("cometsh.python", "python3"), "-I", "-X", "utf8", "-c", script + END));
        try {
            Process process = new ProcessBuilder(command).start();
            CompletableFuture<byte[]> errors = CompletableFuture.supplyAsync(() -> {
                try {
                    return process.getErrorStream().readAllBytes();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            String output = new String(errors.join(), StandardCharsets.UTF_8);
            if (output.contains("ModuleNotFoundError: ")) {
                return Lacking.tool(
                        "needs a Python with the packages of scripts/requirements.txt: run scripts/python-env,"
                                + " and name the Python that it prints by -Dcometsh.python=PATH. " + output.strip());
            }
            assertThat(exit).as(output).isZero();
            return printed;
        } catch (IOException e) {
            return Lacking.tool("needs Python 3: put python3 on the path or name one by -Dcometsh.python=…");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
