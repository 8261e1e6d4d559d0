package io.cometsh.sdk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cometsh.oracle.PlainHttp;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Jobs that people do with the official SDK, each as a script of ours and as one of Python in {@code src/shell/test/jobs}. Both
 * work on servers with the same data; output, files and server state are equal.
 */
@Tag("launcher")
@Timeout(600)
@DisplayNameGeneration(ReplaceUnderscores.class)
class JobsIT {
    private static final Path JOBS = Path.of("src/shell/test/jobs").toAbsolutePath();
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();
    private static final String KEY = "sdk-test-key";
    private static final String YES = "--yes";
    /** These show what they would change, and change it only on request. */
    private static final List<String> CAREFUL = List.of("by-hash", "relabel", "old-files");

    @TempDir
    private static Path folder;

    private static String between;
    private static CometServer pythons;
    private static CometServer ours;
    private static final Map<String, Ended> ENDED = new HashMap<>();
    private static Map<String, String> before;
    private static Map<String, String> looked;
    private static Map<String, String> done;
    private static Map<String, String> undone;

    private record Ended(int exitCode, String err) {}

    @BeforeAll
    static void do_all_jobs() throws Exception {
        fill();
        pythons = CometServer.start(ServerOptions.inFolder(folder.resolve("of-python")));
        ours = CometServer.start(ServerOptions.inFolder(folder.resolve("ours")));
        before = state(ours);
        CompletableFuture<JsonNode> python = CompletableFuture.supplyAsync(JobsIT::runPython);
        for (String job : CAREFUL) {
            run("look", job, arguments(job));
        }
        looked = state(ours);
        for (String job : jobs()) {
            run("done", job, arguments(job, YES));
        }
        done = state(ours);
        Path work = folder.resolve("cometsh");
        ENDED.put("undo", cometsh(work, work.resolve("undo.out"), List.of("undo", YES)));
        undone = state(ours);
        python.join();
    }

    private static void fill() throws Exception {
        Path data = folder.resolve("data");
        try (CometServer server = CometServer.start(ServerOptions.inFolder(data))) {
            between = new PythonScript(server.address(), Files.createDirectory(folder.resolve("fill")))
                    .run(JOBS.resolve("fill.py"))
                    .get("between")
                    .asText();
        }
        copy(data, folder.resolve("of-python"));
        copy(data, folder.resolve("ours"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }

    private static JsonNode runPython() {
        List<String> calls = new ArrayList<>();
        CAREFUL.forEach(job -> calls.add("look/" + job + "=" + String.join(",", arguments(job))));
        jobs().forEach(job -> calls.add("done/" + job + "=" + String.join(",", arguments(job, YES))));
        try {
            return new PythonScript(pythons.address(), Files.createDirectory(folder.resolve("python")))
                    .run(JOBS.resolve("all.py"), calls.toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> arguments(String job, String... more) {
        List<String> arguments = new ArrayList<>(job.equals("old-files") ? List.of(between) : List.of());
        arguments.addAll(CAREFUL.contains(job) ? List.of(more) : List.of());
        return arguments;
    }

    private static void run(String pass, String job, List<String> arguments) throws Exception {
        Path work =
                Files.createDirectories(folder.resolve("cometsh").resolve(pass).resolve(job));
        List<String> command =
                new ArrayList<>(List.of(JOBS.resolve(job + ".groovy").toString()));
        command.addAll(arguments);
        ENDED.put(pass + "/" + job, cometsh(work, work.resolve("stdout"), command));
    }

    private static Ended cometsh(Path work, Path out, List<String> arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(Path.of("bin/cometsh").toAbsolutePath().toString()));
        command.addAll(arguments);
        Path talk = Files.createTempFile(folder, "job", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectOutput(out.toFile())
                .redirectError(talk.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("COMET_") || name.startsWith("XDG_"));
        environment.put("HOME", folder.resolve("cometsh").toString());
        environment.put("COMETSH_BUILD", "off");
        environment.put("COMET_API_KEY", KEY);
        environment.put("COMET_URL_OVERRIDE", ours.address().toString());
        Process process = builder.start();
        process.getOutputStream().close();
        int exit = process.waitFor();
        return new Ended(exit, Files.readString(talk));
    }

    @AfterAll
    static void stop_the_servers() {
        Stream.of(pythons, ours).filter(server -> server != null).forEach(CometServer::close);
    }

    static List<String> jobs() {
        try (Stream<Path> files = Files.list(JOBS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".groovy"))
                    .map(name -> name.replace(".groovy", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<String> runs() {
        return Stream.concat(
                CAREFUL.stream().map(job -> "look/" + job), jobs().stream().map(job -> "done/" + job));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void a_job_prints_and_writes_what_the_sdk_does(String run) throws IOException {
        assertThat(ENDED.get(run).exitCode()).as(ENDED.get(run).err()).isZero();
        if (!run.endsWith("/figure")) {
            assertThat(files("cometsh", run)).isEqualTo(files("python", run));
        }
    }

    /** The files of a run by their names: JSON by its content, and each byte of the others as a character. */
    private static Map<String, String> files(String language, String run) throws IOException {
        Path work = folder.resolve(language).resolve(run);
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(work)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                boolean json = file.toString().endsWith(".json");
                files.put(work.relativize(file).toString(), json ? content(file) : Files.readString(file, ISO_8859_1));
            }
        }
        return files;
    }

    /** Without blanks and line ends, and with one notation of numbers. */
    private static String content(Path json) throws IOException {
        return JSON.writeValueAsString(JSON.readValue(json.toFile(), Object.class));
    }

    @Test
    void figures_are_pictures_with_the_numbers_that_the_sdk_gives() throws IOException {
        Path work = folder.resolve("cometsh/done/figure");

        assertThat(Files.readAllLines(folder.resolve("python/done/figure/stdout")))
                .hasSize(2)
                .allSatisfy(bar -> {
                    String[] nameAndNumbers = bar.split(" ", 2);
                    assertThat(Files.readAllLines(work.resolve("stdout")))
                            .anyMatch(line -> line.startsWith(nameAndNumbers[0]) && line.endsWith(nameAndNumbers[1]));
                });
        for (String name : List.of("bars", "curves")) {
            assertThat(ImageIO.read(work.resolve(name + ".png").toFile()).getWidth())
                    .isEqualTo(960);
            assertThat(work.resolve(name + ".svg"))
                    .content(UTF_8)
                    .startsWith("<?xml")
                    .contains("<svg");
            assertThat(Files.readAllBytes(work.resolve(name + ".pdf"))).startsWith("%PDF-".getBytes(UTF_8));
        }
    }

    @Test
    void looking_changes_nothing() {
        assertThat(looked).isEqualTo(before);
    }

    @Test
    void a_relabelling_can_be_undone() {
        assertThat(ENDED.get("undo").exitCode()).as(ENDED.get("undo").err()).isZero();
        assertThat(labels(undone)).isEqualTo(labels(before)).isNotEqualTo(labels(done));
    }

    @Test
    void the_servers_are_left_with_the_same_data() {
        assertThat(done).isEqualTo(state(pythons)).isNotEqualTo(before);
    }

    private static Map<String, String> labels(Map<String, String> state) {
        Map<String, String> some = new TreeMap<>(state);
        some.keySet().removeIf(path -> !path.startsWith("lab/labels/"));
        return some;
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void a_script_is_as_short_as_pythons_and_imports_nothing(String job) throws IOException {
        List<String> ours = lines(job + ".groovy");

        assertThat(ours).hasSizeLessThanOrEqualTo(lines(job + ".py").size());
        assertThat(ours).noneMatch(line -> line.startsWith("import "));
    }

    private static List<String> lines(String script) throws IOException {
        return Files.readAllLines(JOBS.resolve(script)).stream()
                .filter(line -> !line.isBlank())
                .toList();
    }

    /** What each experiment has, by workspace, project and key: names, tags, files. */
    private static Map<String, String> state(CometServer server) {
        PlainHttp http = new PlainHttp(server.address(), KEY);
        Map<String, String> state = new TreeMap<>();
        for (String workspace : texts(http.get("api/rest/v2/workspaces").get("workspaceNames"))) {
            for (JsonNode project :
                    http.get(path("projects", "workspaceName", workspace)).get("projects")) {
                String name = project.get("projectName").asText();
                state.put(workspace + "/" + name, "");
                for (String archived : List.of("False", "True")) {
                    http.get(path("experiments", "workspaceName", workspace, "projectName", name, "archived", archived))
                            .get("experiments")
                            .forEach(run -> state.put(
                                    workspace + "/" + name + "/" + archived + "/"
                                            + run.get("experimentKey").asText(),
                                    describe(http, run)));
                }
            }
        }
        return state;
    }

    private static String describe(PlainHttp http, JsonNode run) {
        String key = run.get("experimentKey").asText();
        TreeSet<String> files = new TreeSet<>();
        http.get(path("experiment/asset/list", "experimentKey", key, "type", "all"))
                .get("assets")
                .forEach(asset -> files.add(asset.get("fileName").asText()));
        TreeSet<String> tags = new TreeSet<>(
                texts(http.get(path("experiment/tags", "experimentKey", key)).get("tags")));
        return run.get("experimentName").asText() + " " + tags + " " + files;
    }

    private static String path(String endpoint, String... parameters) {
        StringBuilder path = new StringBuilder("api/rest/v2/").append(endpoint);
        for (int i = 0; i < parameters.length; i += 2) {
            path.append(i == 0 ? '?' : '&')
                    .append(parameters[i])
                    .append('=')
                    .append(URLEncoder.encode(parameters[i + 1], UTF_8));
        }
        return path.toString();
    }

    private static List<String> texts(JsonNode array) {
        return Answers.texts(array);
    }
}
