package io.cometsh.cli;

import io.cometsh.client.Api;
import io.cometsh.client.BulkPlan;
import io.cometsh.client.service.NotFoundException;
import io.cometsh.text.Names;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cometsh apply}: writes to all the experiments that an expression describes, after a look at the plan. */
@Command(
        name = "apply",
        customSynopsis = "cometsh apply [OPTIONS] WORKSPACE[/PROJECT]... EXPRESSION CHANGE...",
        description = {
            "Tags, moves, archives, restores or deletes the experiments that an expression describes.",
            "Shows a plan and asks at a terminal; elsewhere it needs --yes. cometsh undo reverses all changes but deletions."
        },
        footer = {
            "",
            "Examples:",
            "  cometsh apply demo/digits 'Metric(\"loss\") > 2' --add-tag weak --dry-run",
            "  cometsh apply demo/digits 'Tag(\"old\")' --remove-tag old --archive --yes",
        })
final class ApplyCommand implements Callable<Integer> {
    private final ProcessContext context;

    @Mixin
    private final GlobalOptions options;

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    @Parameters(
            index = "0..*",
            arity = "1..*",
            hideParamSyntax = true,
            paramLabel = "WORKSPACE[/PROJECT]... EXPRESSION",
            description = "Where to look and which experiments, as in cometsh query.")
    private List<String> words = List.of();

    @Option(names = "--archived", description = "Search the archived experiments; --restore always does.")
    private boolean archived;

    @ArgGroup(exclusive = false, multiplicity = "1", heading = "Changes:%n")
    private Changes changes;

    @Mixin
    private HelpOption help;

    /** In the order in which they are made, whatever the order in which they are written. */
    static final class Changes {
        @Option(names = "--remove-tag", paramLabel = "TAG", description = "Remove a tag; can be repeated.")
        private List<String> removeTags = List.of();

        @Option(names = "--add-tag", paramLabel = "TAG", description = "Add a tag; can be repeated.")
        private List<String> addTags = List.of();

        @Option(names = "--move-to", paramLabel = "[WORKSPACE/]PROJECT", description = "Move to another project.")
        private String moveTo;

        @Option(names = "--archive", description = "Archive; --restore reverses it.")
        private boolean archive;

        @Option(names = "--restore", description = "Restore from the archive.")
        private boolean restore;

        @Option(names = "--delete", description = "Delete permanently: nothing can undo it.")
        private boolean delete;

        /** A project alone is one of the workspace that the experiments are in. */
        String target(List<String> projects) {
            Set<String> workspaces = projects.stream()
                    .map(project -> project.replaceFirst("/.*", ""))
                    .collect(Collectors.toSet());
            if (moveTo.contains("/")) {
                return moveTo;
            }
            if (workspaces.size() > 1) {
                throw new UsageException(
                        "--move-to needs WORKSPACE/PROJECT where experiments of several workspaces move");
            }
            return workspaces.iterator().next() + "/" + moveTo;
        }

        BulkPlan of(BulkPlan nothing, List<String> projects) {
            if (archive && restore) {
                throw new UsageException("--archive and --restore are opposites: give one of them");
            }
            BulkPlan plan = nothing;
            for (String tag : removeTags) {
                plan = plan.removeTag(tag);
            }
            for (String tag : addTags) {
                plan = plan.addTag(tag);
            }
            if (moveTo != null) {
                plan = plan.moveTo(target(projects));
            }
            plan = archive ? plan.archive() : restore ? plan.restore() : plan;
            return delete ? plan.delete() : plan;
        }
    }

    ApplyCommand(ProcessContext context, GlobalOptions options) {
        this.context = context;
        this.options = options;
    }

    @Override
    public Integer call() {
        options.beStrictByDefault();
        return new Invocation(options, context, "apply").writing(this::run);
    }

    private int run(ApiConnection connection, Output output) throws IOException {
        QueriedProjects where = QueriedProjects.of("apply", words);
        List<String> projects = where.in(connection);
        Api api = connection.api();
        if (changes.moveTo != null) {
            requireProject(ProjectName.of(changes.target(projects), connection), api);
        }
        BulkPlan plan = changes.of(api.plan(api.query(projects, where.query(), archived || changes.restore)), projects);
        return confirmation.apply(plan, options, context, connection, output.stream());
    }

    private static void requireProject(ProjectName target, Api api) {
        List<String> projects = api.getProjects(target.workspace());
        if (!projects.contains(target.project())) {
            List<String> nearest = Names.nearest(target.project(), projects);
            throw new NotFoundException("no project \"" + target.project() + "\" in workspace \"" + target.workspace()
                    + "\" to move to"
                    + (nearest.isEmpty() ? "" : "; did you mean " + String.join(" or ", nearest) + "?"));
        }
    }
}
