package io.cometsh.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cometsh.support.Lacking;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A driver of Spark as a process, with the jar that users get: {@code src/spark/test/python/session.py} in the Python
 * environment of {@code scripts/spark-env}.
 */
final class SparkProcess implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Process process;
    private final BufferedReader answers;
    private final Writer requests;
    private final Path talk;
    private final String version;

    private SparkProcess(Process process, Path talk) {
        this.process = process;
        this.talk = talk;
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        requests = process.outputWriter(StandardCharsets.UTF_8);
        version = answer().asText();
    }

    /** The jar of this build. */
    static Path jar() {
        try (Stream<Path> files = Files.list(Path.of("target/cometsh-spark"))) {
            return files.filter(file -> file.getFileName().toString().matches("cometsh-spark-[0-9.]+\\.jar"))
                    .findFirst()
                    .orElseThrow()
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts a session.
     *
     * @param folder for all that Spark writes
     * @param environment beside this one's, from which what is Comet's is removed
     */
    static SparkProcess start(String master, Path folder, Map<String, String> environment, Map<String, String> conf)
            throws IOException {
        String python = System.getProperty("cometsh.pyspark", "");
        if (python.isEmpty()) {
            Lacking.tool("needs PySpark: run scripts/spark, which makes an environment with it");
        }
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("master", master);
        options.put("jar", jar().toString());
        Map<String, String> all = new LinkedHashMap<>();
        all.put("spark.local.dir", folder.resolve("local").toString());
        all.put("spark.sql.warehouse.dir", folder.resolve("warehouse").toString());
        all.putAll(conf);
        options.put("conf", all);
        Path talk = folder.resolve("driver.log");
        ProcessBuilder builder = new ProcessBuilder(
                        python,
                        Path.of("src/spark/test/python/session.py")
                                .toAbsolutePath()
                                .toString(),
                        JSON.writeValueAsString(options))
                .directory(folder.toFile())
                .redirectError(talk.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("COMET") || name.startsWith("SPARK"));
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("PYSPARK_PYTHON", python);
        builder.environment().putAll(environment);
        return new SparkProcess(builder.start(), talk);
    }

    String version() {
        return version;
    }

    /** All that Spark wrote to standard error. */
    String log() throws IOException {
        return Files.readString(talk);
    }

    /** The rows of a statement, each an object. */
    List<JsonNode> sql(String statement) {
        List<JsonNode> rows = new ArrayList<>();
        ask("sql", statement).forEach(rows::add);
        return rows;
    }

    /** The only value of the only row. */
    JsonNode value(String statement) {
        return sql(statement).get(0).elements().next();
    }

    /** What Python code assigns to {@code result}. */
    JsonNode python(String code) {
        return ask("python", code);
    }

    /** The message of a statement that must fail. */
    String failure(String statement) {
        return failureOf("sql", statement);
    }

    /** The message of code that must fail. */
    String failureOfPython(String code) {
        return failureOf("python", code);
    }

    private String failureOf(String kind, String text) {
        JsonNode reply = exchange(kind, text);
        if (!reply.has("error")) {
            throw new AssertionError(text + " gave " + reply);
        }
        return reply.get("error").asText();
    }

    private JsonNode ask(String kind, String text) {
        JsonNode reply = exchange(kind, text);
        if (reply.has("error")) {
            throw new AssertionError(text + "\n" + reply.get("error").asText());
        }
        return reply.get("ok");
    }

    /** Sends a request whose answer is read later by {@link #answer}. */
    void send(String kind, String text) {
        try {
            requests.write(JSON.writeValueAsString(Map.of(kind, text)) + "\n");
            requests.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode exchange(String kind, String text) {
        send(kind, text);
        return reply();
    }

    private JsonNode reply() {
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new AssertionError("the session has ended:\n" + log());
            }
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the next request in turn gave. */
    JsonNode answer() {
        JsonNode reply = reply();
        if (reply.has("error")) {
            throw new AssertionError(reply.get("error").asText());
        }
        return reply.get("ok");
    }

    /** The executors of this session, which are processes of their own. */
    List<ProcessHandle> executors() {
        return process.descendants()
                .filter(one -> one.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend"))
                .toList();
    }

    /** Every process of this session. */
    List<ProcessHandle> processes() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }

    @Override
    public void close() throws IOException {
        List<ProcessHandle> all = processes();
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        requests.close();
    }
}
