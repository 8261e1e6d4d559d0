package io.cometsh.mcp;

import io.cometsh.client.Experiment;
import io.cometsh.diff.Diffs;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** {@code diff}: what differs between runs. */
final class DiffTool implements Tool {
    @Override
    public String name() {
        return "diff";
    }

    @Override
    public String description() {
        return "Shows what differs between runs: parameters, metrics, tags, others, git, code, packages, machine, assets."
                + " No rows: nothing differs.";
    }

    @Override
    public Schema input() {
        return Schema.object()
                .texts("runs", "two or more, each WORKSPACE/PROJECT/NAME or a key")
                .required("runs");
    }

    @Override
    public Schema output() {
        return Schema.table();
    }

    @Override
    public Map<String, Object> call(ToolArguments arguments, Workplace workplace) throws IOException {
        List<Experiment> runs =
                arguments.texts("runs").stream().map(workplace::run).toList();
        if (runs.size() < 2) {
            throw new ToolException("diff compares two runs or more");
        }
        return TableAnswer.of(Diffs.ofRuns(runs, false).table());
    }
}
