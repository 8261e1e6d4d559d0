package io.cometsh.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the usual command lines load. A start takes as long as the classes that it loads and links, and unlike the time
 * their number is the same on a busy machine. An exceeded bound means that something heavy came onto the start path.
 */
@Tag("launcher")
@Tag("slow")
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class LoadedClassesIT {
    private static final String[] GROOVY = {"groovy.", "org.codehaus.groovy."};
    private static final String[] COMPILER = {"org.apache.groovy.parser.", "groovyjarjarantlr4."};
    private static final String[] LISTING = {"jdk.internal.jrtfs.", "jdk.nio.zipfs."};
    /** Opens every jar for classes that do not exist. */
    private static final String[] SEARCHES = {"com.sun.beans."};

    private static final Pattern LEFT_LAMBDA =
            Pattern.compile("(io\\.cometsh|groovy|org\\.(apache|codehaus)\\.groovy)\\..*\\$\\$Lambda.*/0x.*");

    /** What Java makes for a method handle when it is first called. */
    private static final Pattern FORM = Pattern.compile("java\\.lang\\.invoke\\.LambdaForm\\$.*/0x.*");

    @TempDir
    Path folder;

    private Launch launch;
    private long forms;

    @BeforeEach
    void install() {
        // A home that does not last: compiled scripts are kept, and no class archive is made.
        launch = Launch.of(Installation.CHECKOUT.resolve("bin/cometsh"), folder)
                .with("COMETSH_BUILD", "off")
                .with("TMPDIR", folder)
                .with("CI", "true")
                .with("COMET_API_KEY", "key");
    }

    private List<String> loadedBy(String... words) throws Exception {
        Path log = folder.resolve("classes");
        Launch.Result result = launch.with("COMETSH_JAVA_OPTS", "-Xlog:class+load:file=" + log + "::filecount=0")
                .run(words);
        assertThat(result.exit()).as(result.err()).isZero();
        List<String> names = new ArrayList<>();
        forms = 0;
        for (String line : Files.readAllLines(log)) {
            String name = line.substring(line.lastIndexOf(']') + 2).split(" ")[0];
            forms += FORM.matcher(name).matches() ? 1 : 0;
            // Lambdas of Java and generated classes are counted with the code that makes them.
            if (!name.contains("/0x") || LEFT_LAMBDA.matcher(name).matches()) {
                names.add(name);
            }
        }
        return names;
    }

    private static List<String> of(List<String> names, String... packages) {
        return names.stream()
                .filter(name -> Stream.of(packages).anyMatch(name::startsWith))
                .toList();
    }

    private static void assertLoaded(List<String> names, int most, String[]... without) {
        for (String[] packages : without) {
            assertThat(of(names, packages)).as(Arrays.toString(packages)).isEmpty();
        }
        assertThat(of(names, "picocli.")).isEmpty();
        assertThat(names.stream().filter(LEFT_LAMBDA.asMatchPredicate()))
                .as("lambdas that the build has left")
                .isEmpty();
        assertThat(names.size()).isBetween(most / 2, most);
    }

    @Test
    void the_version() throws Exception {
        assertLoaded(loadedBy("--version"), 800, GROOVY, COMPILER, LISTING);
    }

    @Test
    void code_on_the_command_line_that_was_compiled_before() throws Exception {
        loadedBy("-e", "1 + 1");
        assertLoaded(loadedBy("-e", "1 + 1"), 1_450, COMPILER, LISTING, SEARCHES);
        assertThat(forms).isLessThan(12);
    }

    @Test
    void a_script_with_a_closure_and_a_GString_that_was_compiled_before() throws Exception {
        Path script = Files.writeString(
                folder.resolve("run.groovy"), "def n = [1, 2].collect { it + 1 }\nprintln \"sum ${n.sum()}\"\n");
        loadedBy(script.toString());
        assertLoaded(loadedBy(script.toString()), 1_520, COMPILER, LISTING, SEARCHES);
        assertThat(forms).isLessThan(20);
    }

    @Test
    void compiling_lists_no_classes_of_java() throws Exception {
        assertThat(of(loadedBy("-e", "\"a ${1 + 1}\""), LISTING)).isEmpty();
    }

    @Test
    void a_query() throws Exception {
        assertLoaded(loadedByQuery(), 2_150, GROOVY, COMPILER, LISTING);
    }

    @Test
    void a_query_of_the_keys_alone() throws Exception {
        // Nothing on the way needs these parts of Java.
        String[] java = {
            "java.util.logging.Logger", "java.util.regex.Pattern$", "java.util.stream.ReferencePipeline",
            "java.security.Provider", "java.text.Normalizer", "sun.util.calendar.ZoneInfoFile"
        };
        List<String> loaded = loadedByQuery("--columns", "experiment_key");
        assertLoaded(loaded, 1_900, GROOVY, COMPILER, LISTING, java, new String[] {"org.apache.commons.csv."});
    }

    private List<String> loadedByQuery(String... more) throws Exception {
        try (CometServer server = CometServer.start(ServerOptions.inMemory().withSample(true))) {
            String url = server.address().toString();
            List<String> words = new ArrayList<>(
                    List.of("query", "--url", url, "demo/digits", "Metric('accuracy') > 0.9", "-f", "csv"));
            words.addAll(List.of(more));
            return loadedBy(words.toArray(String[]::new));
        }
    }
}
