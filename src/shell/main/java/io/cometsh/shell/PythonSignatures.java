package io.cometsh.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** The signatures of the official Python SDK, as its own {@code inspect} module tells them. Read at the first question. */
final class PythonSignatures {
    private static final Map<String, String> TYPES =
            Map.of("Api", "API", "Experiment", "APIExperiment", "Model", "Model");

    private static final Map<String, String> ALL = read();

    private PythonSignatures() {}

    /** {@code get(workspace=None, project_name=None, experiment=None)}; null for what Python does not have. */
    static String of(String type, String method) {
        return ALL.get(TYPES.get(type) + "." + method);
    }

    /** By {@code API.get}, without the type. */
    private static Map<String, String> read() {
        try (InputStream in = PythonSignatures.class.getResourceAsStream("/io/cometsh/reference/python.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.toMap(
                            line -> line.substring(0, line.indexOf('(')),
                            line -> line.substring(line.indexOf('.') + 1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
