package io.cometsh.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cometsh.support.Lacking;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a script of src/shell/test/python, or of another folder, with the interpreter that has the official SDK. */
public final class PythonScript {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();
    private static final long PATIENCE_SECONDS = 300;

    private final URI server;
    private final Path folder;

    /** @param folder an empty one: home and working folder of the scripts, so that nobody's settings get in */
    PythonScript(URI server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    /** What the script printed, as JSON; a script that ends otherwise than well fails the test with its own words. */
    JsonNode run(String script, String... arguments) throws IOException, InterruptedException {
        return run(Path.of("src/shell/test/python", script), arguments);
    }

    /** The same with a script of another folder. */
    JsonNode run(Path file, String... arguments) throws IOException, InterruptedException {
        String script = file.getFileName().toString();
        Path out = folder.resolve(script + ".out");
        Path err = folder.resolve(script + ".err");
        List<String> command =
                new ArrayList<>(List.of(interpreter(), file.toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("COMET_"));
        environment.putAll(Map.of(
                "HOME", folder.toString(),
                "PYTHONIOENCODING", "utf-8",
                "PYTHONDONTWRITEBYTECODE", "1",
                "NO_PROXY", "127.0.0.1",
                "COMET_API_KEY", "sdk-test-key",
                "COMET_URL_OVERRIDE", server.resolve("/clientlib/").toString(),
                // Half of all imports start an error reporter that talks to a third party.
                "COMET_ERROR_TRACKING_ENABLE", "false"));
        Process process = builder.start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(
                    script + " has not ended after " + PATIENCE_SECONDS + " s:\n" + Files.readString(err));
        }
        String talk = Files.readString(err);
        assertThat(process.exitValue())
                .as("exit of %s, which printed:%n%s", script, talk)
                .isZero();
        assertThat(talk.lines().filter(line -> line.startsWith("COMET WARNING") || line.startsWith("COMET ERROR")))
                .as("complaints of the SDK in %s", script)
                .isEmpty();
        return JSON.readTree(Files.readString(out));
    }

    /** The interpreter with the packages of {@code scripts/requirements.txt}, the official SDK among them. */
    public static String interpreter() {
        String python = System.getProperty("cometsh.python", System.getenv().getOrDefault("COMETSH_PYTHON", ""));
        if (python.isBlank()) {
            return Lacking.tool(
                    "needs a Python with the packages of scripts/requirements.txt: run scripts/python-env, which makes one and prints its"
                            + " path, and pass it as -Dcometsh.python=PATH (scripts/check does both)");
        }
        return python;
    }
}
