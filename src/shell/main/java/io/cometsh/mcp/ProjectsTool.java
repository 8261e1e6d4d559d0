package io.cometsh.mcp;

import io.cometsh.client.Api;
import io.cometsh.client.wire.Project;
import io.cometsh.export.Table;
import io.cometsh.text.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** {@code projects}: where experiments are. */
final class ProjectsTool implements Tool {
    /** Each project's number of experiments is a request. */
    private static final int COUNTED = 50;

    @Override
    public String name() {
        return "projects";
    }

    @Override
    public String description() {
        return "Lists workspaces and projects with their numbers of experiments, archived ones too.";
    }

    @Override
    public Schema input() {
        return Schema.object().text("workspace", "default: all");
    }

    @Override
    public Schema output() {
        return Schema.table();
    }

    @Override
    public Map<String, Object> call(ToolArguments arguments, Workplace workplace) {
        Api api = workplace.api();
        List<String> workspaces = api.getWorkspaces();
        String asked = arguments.text("workspace").orElse(null);
        if (asked != null && !workspaces.contains(asked)) {
            throw new ToolException("no workspace \"" + asked + "\"" + Names.hint(asked, workspaces));
        }
        List<List<Object>> rows = new ArrayList<>();
        for (String workspace : asked == null ? workspaces : List.of(asked)) {
            for (String project : api.getProjects(workspace)) {
                Project details = rows.size() < COUNTED ? api.getProject(workspace, project) : null;
                rows.add(Arrays.asList(
                        workspace + "/" + project,
                        details == null ? null : details.numberOfExperiments(),
                        details == null
                                        || details.projectDescription() == null
                                        || details.projectDescription().isBlank()
                                ? null
                                : details.projectDescription()));
            }
        }
        Map<String, Object> answer = TableAnswer.of(new Table(List.of("project", "experiments", "description"), rows));
        if (rows.size() > COUNTED) {
            TableAnswer.note(answer, "only the first " + COUNTED + " projects are counted");
        }
        return answer;
    }
}
