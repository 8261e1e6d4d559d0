package io.cometsh.mcp;

import io.cometsh.client.BulkPlan;
import io.cometsh.client.ExperimentList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code plan}: what a change would do. A person applies it, with the command in the answer. */
final class PlanTool implements Tool {
    @Override
    public String name() {
        return "plan";
    }

    @Override
    public String description() {
        return "Shows what tagging, archiving or moving the runs of a query would change. It changes nothing: give the"
                + " person the command in the answer, and let them run it.";
    }

    @Override
    public Schema input() {
        return Places.asked()
                .texts("add_tags", "")
                .texts("remove_tags", "")
                .flag("archive", "")
                .text("move_to", "WORKSPACE/PROJECT")
                .required("query");
    }

    @Override
    public Schema output() {
        return Schema.table().text("command", "").required("command");
    }

    @Override
    public Map<String, Object> call(ToolArguments arguments, Workplace workplace) {
        List<String> command = new ArrayList<>(
                List.of("cometsh", "apply", arguments.requiredText("project"), arguments.requiredText("query")));
        ExperimentList runs = Places.runs(arguments, workplace, "query");
        BulkPlan plan = workplace.api().plan(runs);
        for (String tag : arguments.texts("remove_tags")) {
            plan = plan.removeTag(tag);
            command.addAll(List.of("--remove-tag", tag));
        }
        for (String tag : arguments.texts("add_tags")) {
            plan = plan.addTag(tag);
            command.addAll(List.of("--add-tag", tag));
        }
        String target = arguments.text("move_to").orElse(null);
        if (target != null) {
            plan = plan.moveTo(target);
            command.addAll(List.of("--move-to", target));
        }
        if (arguments.flag("archive")) {
            plan = plan.archive();
            command.add("--archive");
        }
        if (command.size() == 4) {
            throw new ToolException("give a change: add_tags, remove_tags, archive or move_to");
        }
        Map<String, Object> answer = TableAnswer.of(plan.table());
        answer.put(
                "command",
                String.join(" ", command.stream().map(PlanTool::quoted).toList()));
        return answer;
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:@%+=,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
