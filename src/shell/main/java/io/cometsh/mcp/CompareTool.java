package io.cometsh.mcp;

import io.cometsh.client.ExperimentList;
import io.cometsh.compare.CompareOptions;
import io.cometsh.compare.Comparisons;
import io.cometsh.compare.Method;
import io.cometsh.compare.RunComparison;
import java.util.List;
import java.util.Map;

/** {@code compare}: whether groups of runs differ by more than chance. */
final class CompareTool implements Tool {
    @Override
    public String name() {
        return "compare";
    }

    @Override
    public String description() {
        return "Tests whether the runs of query and of to differ by more than chance, or ranks the groups of query."
                + " Runs that differ only in a seed repeat a configuration. ~: no difference shown; ?: too few runs.";
    }

    @Override
    public Schema input() {
        return Places.asked()
                .text("to", "the query of the base")
                .text("metric", "such as val_loss.min")
                .texts("by", "default: all parameters that differ but the seeds")
                .required("query", "metric");
    }

    @Override
    public Schema output() {
        return Schema.table().texts("warnings", "");
    }

    @Override
    public Map<String, Object> call(ToolArguments arguments, Workplace workplace) {
        ExperimentList runs = Places.runs(arguments, workplace, "query");
        List<String> by = arguments.texts("by");
        CompareOptions options = new CompareOptions(
                List.of(arguments.requiredText("metric")), by.isEmpty() ? null : by, null, Method.MANN_WHITNEY, null);
        Comparisons comparisons = arguments.text("to").isEmpty()
                ? RunComparison.ranked(runs, options)
                : RunComparison.pairs(Places.runs(arguments, workplace, "to"), runs, options);
        Map<String, Object> answer = TableAnswer.of(comparisons.table());
        if (!comparisons.getWarnings().isEmpty()) {
            answer.put("warnings", comparisons.getWarnings());
        }
        return answer;
    }
}
