package io.cometsh.mcp;

import io.cometsh.client.ExperimentGroups;
import io.cometsh.client.ExperimentList;
import java.util.List;
import java.util.Map;

/** {@code groups}: runs that have the same settings, with statistics over each group. */
final class GroupsTool implements Tool {
    @Override
    public String name() {
        return "groups";
    }

    @Override
    public String description() {
        return "Groups runs by columns, or by all parameters that differ but the given ones (the seeds), and summarizes"
                + " columns of each group: n, mean, std, median, min, max, 95 % interval.";
    }

    @Override
    public Schema input() {
        return Places.asked()
                .texts("by", "such as params.lr")
                .texts("all_but", "instead of by, such as params.seed")
                .texts("columns", "what to summarize, such as metrics.acc.max")
                .required("columns");
    }

    @Override
    public Schema output() {
        return Schema.table();
    }

    @Override
    public Map<String, Object> call(ToolArguments arguments, Workplace workplace) {
        List<String> by = arguments.texts("by");
        List<String> allBut = arguments.texts("all_but");
        if (by.isEmpty() == allBut.isEmpty()) {
            throw new ToolException("give one of by and all_but");
        }
        ExperimentList runs = Places.runs(arguments, workplace, "query");
        ExperimentGroups groups =
                by.isEmpty() ? runs.groupBy(Map.of("allBut", allBut)) : runs.groupBy(by.toArray(String[]::new));
        return TableAnswer.of(groups.summary(arguments.texts("columns").toArray(String[]::new)));
    }
}
