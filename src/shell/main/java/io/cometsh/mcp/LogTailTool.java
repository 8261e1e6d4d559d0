package io.cometsh.mcp;

import io.cometsh.client.Experiment;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code log_tail}: the end of what a run printed. */
final class LogTailTool implements Tool {
    private static final int LINES = 40;
    private static final int MOST = 1000;

    @Override
    public String name() {
        return "log_tail";
    }

    @Override
    public String description() {
        return "Reads the last lines that a run printed.";
    }

    @Override
    public Schema input() {
        return Schema.object()
                .text("run", "WORKSPACE/PROJECT/NAME or a key")
                .integer("lines", "default 40")
                .required("run");
    }

    @Override
    public Schema output() {
        return Schema.object()
                .texts("lines", "")
                .integer("total", "")
                .integer("shown", "")
                .text("state", "running, finished or crashed")
                .required("lines", "total", "shown", "state");
    }

    @Override
    public Map<String, Object> call(ToolArguments arguments, Workplace workplace) {
        int wanted = arguments.integer("lines", LINES, 1, MOST);
        Experiment run = workplace.run(arguments.requiredText("run"));
        String output = run.getOutput();
        List<String> lines = output == null ? List.of() : output.lines().toList();
        int first = Math.max(0, lines.size() - wanted);
        int bytes = 0;
        for (int line = lines.size() - 1; line >= first; line--) {
            bytes += lines.get(line).getBytes(StandardCharsets.UTF_8).length + 4;
            if (bytes > TableAnswer.BUDGET) {
                first = line + 1;
            }
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("lines", lines.subList(first, lines.size()));
        answer.put("total", lines.size());
        answer.put("shown", lines.size() - first);
        answer.put("state", run.getState());
        return answer;
    }
}
