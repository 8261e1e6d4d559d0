package io.cometsh.cli;

import io.cometsh.bulk.EarlierExport;
import io.cometsh.client.Api;
import io.cometsh.client.Experiment;
import io.cometsh.diff.Diff;
import io.cometsh.diff.Diffs;
import io.cometsh.export.Format;
import io.cometsh.query.QueryExpression;
import io.cometsh.query.QueryText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cometsh diff}: what differs, and 0 or 1 as {@code diff} has it. */
@Command(
        name = "diff",
        customSynopsis = {
            "cometsh diff [OPTIONS] RUN RUN...",
            "       cometsh diff --model WORKSPACE/MODEL VERSION VERSION",
            "       cometsh diff --artifact WORKSPACE/ARTIFACT VERSION VERSION",
            "       cometsh diff --since MANIFEST [EXPRESSION]",
        },
        description = {
            "Compares runs, versions of a model or of an artifact, or a query now with an earlier export.",
            "Prints only what differs. A run is WORKSPACE/PROJECT/NAME or a key; after the first one the name is enough."
        },
        footer = {
            "",
            "Exit codes: 0 nothing differs, 1 something differs, 7 the comparison failed; the others as in cometsh --help.",
            "Examples:",
            "  cometsh diff demo/digits/mlp-seed2 mlp-seed3",
            "  cometsh diff --model demo/digits-classifier 1.0.0 1.1.0 -f json",
            "  cometsh diff --since runs.csv.manifest.json",
        })
final class DiffCommand implements Callable<Integer> {
    private final ProcessContext context;

    @Mixin
    private final GlobalOptions options;

    @Parameters(paramLabel = "RUN", arity = "0..*", description = "The runs, versions or expression to compare.")
    private List<String> sides = List.of();

    @ArgGroup
    private Subject subject = new Subject();

    /** What is compared when it is not runs. */
    static final class Subject {
        @Option(
                names = "--model",
                paramLabel = "WORKSPACE/MODEL",
                description = "Compare two versions of this registered model.")
        private String model;

        @Option(
                names = "--artifact",
                paramLabel = "WORKSPACE/NAME",
                description = "Compare two versions of this artifact; an alias is a version too.")
        private String artifact;

        @Option(
                names = "--since",
                paramLabel = "MANIFEST",
                description =
                        "Compare the runs in the manifest of an earlier export with the runs that the same query, or"
                                + " EXPRESSION, finds now.")
        private Path since;
    }

    @Option(
            names = "--all",
            description = "Show equal values too, and the system metrics that the logger writes automatically.")
    private boolean all;

    @Mixin
    private HelpOption help;

    DiffCommand(ProcessContext context, GlobalOptions options) {
        this.context = context;
        this.options = options;
    }

    @Override
    public Integer call() {
        options.beStrictByDefault();
        return new Invocation(options, context, "diff").comparing(this::run);
    }

    private int run(ApiConnection connection, Output output) throws IOException {
        Diff diff = compared(connection);
        // As diff has it: nothing when nothing differs; an empty list stays JSON.
        boolean print = !diff.table().isEmpty() || options.format == Format.JSON || options.output != null;
        if (print) {
            ResultPrinter.of(output.stream(), options, context).print(diff);
        }
        return diff.isEmpty() ? ExitCode.DONE : ExitCode.DIFFERENT;
    }

    private Diff compared(ApiConnection connection) throws IOException {
        if (subject.since != null) {
            return since(connection);
        }
        if (subject.model != null) {
            requirePair("--model", "1.0.0 1.1.0");
            ProjectName name = ProjectName.of(subject.model, connection);
            return Diffs.ofVersions(
                    connection.api().getModel(name.workspace(), name.project()), sides.get(0), sides.get(1), all);
        }
        if (subject.artifact != null) {
            requirePair("--artifact", "1.0.0 2.0.0");
            ProjectName name = ProjectName.of(subject.artifact, connection);
            return Diffs.ofArtifacts(
                    Diffs.artifact(connection.api(), name.workspace(), name.project(), sides.get(0)),
                    Diffs.artifact(connection.api(), name.workspace(), name.project(), sides.get(1)),
                    all);
        }
        if (sides.size() < 2) {
            throw new UsageException(
                    "diff compares two runs or more, such as: cometsh diff demo/digits/mlp-seed2 mlp-seed3");
        }
        RunName names = new RunName(connection);
        List<Experiment> runs = new ArrayList<>();
        for (String side : sides) {
            runs.add(names.find(side));
        }
        return Diffs.ofRuns(runs, all);
    }

    private void requirePair(String option, String example) {
        if (sides.size() != 2) {
            throw new UsageException(option + " takes two versions after the name, such as " + example);
        }
    }

    private Diff since(ApiConnection connection) throws IOException {
        if (sides.size() > 1) {
            throw new UsageException(
                    "--since takes the manifest and one EXPRESSION at most: its project is in the manifest");
        }
        EarlierExport earlier = EarlierExport.read(context.workingFolder().resolve(subject.since));
        String text = sides.isEmpty() ? earlier.query() : sides.get(0);
        QueryExpression query = text == null ? null : QueryText.parse(text);
        Api api = connection.api();
        return Diffs.since(earlier, api, query, all);
    }
}
