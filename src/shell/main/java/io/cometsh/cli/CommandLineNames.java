package io.cometsh.cli;

import io.cometsh.client.Api;
import io.cometsh.client.Experiment;
import io.cometsh.client.service.RowReader;
import io.cometsh.transport.RequestListener;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;

/** Names from the server that the words on the command line speak of; none when it cannot be asked. */
final class CommandLineNames {
    private static final int PATIENCE_SECONDS = 3;

    private final ProcessContext context;

    CommandLineNames(ProcessContext context) {
        this.context = context;
    }

    List<String> workspaces(List<String> words) {
        return ask(words, Api::getWorkspaces);
    }

    List<String> projects(List<String> words, String workspace) {
        return ask(words, api -> api.getProjects(workspace));
    }

    /** The names of the experiments of a project, each once. */
    List<String> experiments(List<String> words, String workspace, String project) {
        return ask(
                words,
                api -> api.getExperiments(workspace, project).stream()
                        .map(Experiment::getName)
                        .filter(name -> name != null)
                        .distinct()
                        .toList());
    }

    /** The columns of a table of experiments, such as {@code metrics.loss}; none where no project is named. */
    List<String> columns(List<String> words, List<String> projects) {
        return projects.isEmpty()
                ? List.of()
                : ask(
                        words,
                        api -> RowReader.inOrder(RowReader.names(projects.stream()
                                .map(project -> project.split("/", 2))
                                .map(parts -> api.getColumns(parts[0], parts[1]))
                                .toList())));
    }

    /** Uses the options of the line, such as {@code --local} and {@code --url}. */
    private List<String> ask(List<String> words, Function<Api, List<String>> question) {
        GlobalOptions options = new GlobalOptions();
        CommandLine lenient = new CommandLine(CommandLine.Model.CommandSpec.create()
                .addMixin("options", CommandLine.Model.CommandSpec.forAnnotatedObject(options)));
        lenient.setUnmatchedArgumentsAllowed(true).setUnmatchedOptionsArePositionalParams(true);
        lenient.setOverwrittenOptionsAllowed(true);
        try {
            lenient.parseArgs(words.toArray(String[]::new));
            options.quiet = true;
            options.timeoutSeconds = PATIENCE_SECONDS;
            try (ApiConnection connection = new ApiConnection(options, context, RequestListener.NONE, null)) {
                return question.apply(connection.api());
            }
        } catch (RuntimeException cannotBeAsked) {
            // Half a line is typed: an error message has no reader, and the rest can still be completed.
            return List.of();
        }
    }
}
