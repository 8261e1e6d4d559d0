package io.cometsh.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.reference.MemberDoc;
import io.cometsh.reference.Reference;
import io.cometsh.reference.TypeDoc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every example of the class reference that is for scripts, in one session: {@code :doc} and the site show what works.
 * An example may name what the server does not have; any other error fails.
 */
@Tag("launcher")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReferenceExamplesIT {
    private static final Path CHECKOUT = Path.of("").toAbsolutePath();

    /** Types that scripts meet as values; the others are for Java programs. */
    private static final Set<String> IN_SCRIPTS = Set.of(
            "Api",
            "Artifact",
            "Asset",
            "BulkPlan",
            "BulkResult",
            "CometScript",
            "Experiment",
            "ExperimentGroups",
            "ExperimentList",
            "ExperimentMetadata",
            "LoggedArtifact",
            "LoggedArtifactAsset",
            "MetricPoint",
            "Model",
            "ModelStatusConfiguration",
            "PlotHelpers",
            "Project",
            "Query",
            "QueryExpression",
            "QueryVariable",
            "ScriptHelpers",
            "TimeSpan",
            "ValueSummary",
            "View");

    /** Examples of Java programs, and of what a script must not do to this session. */
    private static final Map<String, String> NOT_RUN = Map.of(
            "new Api(transport, root, options)", "a program wires its own",
            "Api api = Api.connect()", "it takes the settings of the user",
            "Api.connect(settings).getWorkspaces()", "a program has settings",
            "api.close()", "the next example needs it",
            "(Metric(\"loss\") < 0.2).accept(visitor)", "a program has visitors",
            "TimeSpan.of(\"hours\", 1.5)", "a program imports the class",
            "Metric(\"loss\").is(\"other\")", "it fails and names the right form",
            "sql(\"SELECT project, count(*) AS runs FROM runs GROUP BY project\")", "it needs a mirror and DuckDB",
            "sql(\"SELECT * FROM mine WHERE step > 10\", mine: exp.getMetrics(\"loss\"))",
                    "it needs a mirror and DuckDB");

    private static final Pattern RAN = Pattern.compile("RAN (\\d+) REFUSED (\\d+)");

    @TempDir
    Path folder;

    private static List<String> examples() {
        List<String> examples = new ArrayList<>();
        for (TypeDoc type : Reference.load().types()) {
            if (IN_SCRIPTS.contains(type.name())) {
                add(examples, type.name(), type.example());
                for (MemberDoc member : type.members()) {
                    // The pages show records' members in tables, without examples.
                    if (!member.kind().equals("component")) {
                        DocPage.examples(member).forEach(example -> add(examples, type.name(), example));
                    }
                }
            }
        }
        return examples.stream().distinct().toList();
    }

    private static void add(List<String> examples, String type, String example) {
        if (!example.isEmpty() && !NOT_RUN.containsKey(example)) {
            examples.add(type + "\t" + example.replace("\\", "\\\\").replace("\n", "\\n"));
        }
    }

    @Test
    void every_example_for_scripts_runs() throws IOException, InterruptedException {
        List<String> examples = examples();
        Path list = Files.write(folder.resolve("examples.txt"), examples);
        Path errors = folder.resolve("stderr.txt");
        ProcessBuilder builder = new ProcessBuilder(
                        CHECKOUT.resolve("bin/cometsh").toString(),
                        "--local",
                        CHECKOUT.resolve("src/shell/test/resources/site/examples.groovy")
                                .toString(),
                        list.toString())
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("stdout.txt").toFile())
                .redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("COMET_") || name.equals("DISPLAY"));
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("XDG_DATA_HOME", folder.resolve("share").toString());
        builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
        int exitCode = builder.start().waitFor();
        String printed = Files.readString(errors, UTF_8);
        assertThat(printed.lines().filter(line -> line.startsWith("FAILED"))).isEmpty();
        assertThat(exitCode).as(printed).isZero();
        Matcher ran = RAN.matcher(printed);
        assertThat(ran.find()).as(printed).isTrue();
        int refused = Integer.parseInt(ran.group(2));
        assertThat(Integer.parseInt(ran.group(1)) + refused).isEqualTo(examples.size());
        assertThat(refused).as("examples that name what the sample lacks").isLessThan(examples.size() / 8);
    }
}
