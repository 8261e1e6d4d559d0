package io.cometsh.bulk;

import io.cometsh.export.Format;
import io.cometsh.query.QueryExpression;
import io.cometsh.transport.CometException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is to be exported, and whereto.
 *
 * @param projects as they are typed: {@code demo/digits}, {@code demo/dig*}, or {@code demo} for all of a workspace
 * @param query null for all experiments
 * @param metrics names of metrics; empty for all; only of {@link What#METRICS}
 * @param columns empty for all
 * @param archived the archived experiments instead of the others
 * @param since null for all
 * @param output an absolute path: a file, or of {@link What#ASSETS} a folder
 * @param resume continue an interrupted export, when there is one
 * @param keepGoing write the experiments that could be read when others failed
 * @param sampled take samples where the service has nothing else
 */
public record ExportRequest(
        What what,
        List<String> projects,
        QueryExpression query,
        List<String> metrics,
        List<String> columns,
        boolean archived,
        Since since,
        Path output,
        Format format,
        boolean gzip,
        boolean excel,
        boolean resume,
        boolean keepGoing,
        boolean sampled) {

    /** What is taken of each experiment. */
    public enum What {
        /** The points of its metrics, one a row. */
        METRICS,
        /** Itself, in one row. */
        RUNS,
        /** Its files. */
        ASSETS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The member of the manifest with several projects; one project or workspace has members of its own. */
    static final String PROJECTS = "projects";

    public ExportRequest {
        projects = List.copyOf(projects);
        metrics = List.copyOf(metrics);
        columns = List.copyOf(columns);
        if (what == What.METRICS) {
            for (String column : columns) {
                if (!MetricsExport.COLUMNS.contains(column)) {
                    throw new CometException("an export of metrics has no column \"" + column + "\": it has "
                            + String.join(", ", MetricsExport.COLUMNS));
                }
            }
        }
    }

    /** What makes it the same export when it is resumed: everything that its bytes depend on, the server's data aside. */
    Map<String, Object> plan(String server) {
        Map<String, Object> plan = new LinkedHashMap<>();
        plan.put("what", what.toString());
        plan.put("server", server);
        String first = projects.get(0);
        int slash = first.indexOf('/');
        if (projects.size() == 1 && !first.contains("*")) {
            plan.put("workspace", slash < 0 ? first : first.substring(0, slash));
            plan.put("project", slash < 0 ? null : first.substring(slash + 1));
        } else {
            plan.put(PROJECTS, projects);
        }
        plan.put("query", query == null ? null : query.toString());
        plan.put("metrics", metrics);
        plan.put("columns", columns);
        plan.put("archived", archived);
        plan.put("since", since == null ? null : since.toString());
        return plan;
    }
}
