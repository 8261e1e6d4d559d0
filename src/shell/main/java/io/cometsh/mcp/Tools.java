package io.cometsh.mcp;

import java.util.ArrayList;
import java.util.List;

/** The tools there are. */
final class Tools {
    private static final List<Tool> READING = List.of(
            new ProjectsTool(),
            new ColumnsTool(),
            new QueryTool(),
            new SeriesTool(),
            new GroupsTool(),
            new DiffTool(),
            new CompareTool(),
            new LogTailTool());

    private Tools() {}

    /** @param readOnly without the one that proposes changes */
    static List<Tool> all(boolean readOnly) {
        if (readOnly) {
            return READING;
        }
        List<Tool> all = new ArrayList<>(READING);
        all.add(new PlanTool());
        return List.copyOf(all);
    }
}
