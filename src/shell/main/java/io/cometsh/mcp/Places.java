package io.cometsh.mcp;

import io.cometsh.client.Api;
import io.cometsh.client.ExperimentList;
import io.cometsh.query.QueryExpression;
import io.cometsh.query.QueryText;
import java.util.List;
import java.util.Optional;

/** The arguments that most tools share: where to look, and which runs. */
final class Places {
    static final String QUERY = "such as Metric(\"loss\").min() < 0.2 & Parameter(\"lr\") > 0.01 & ~Tag(\"bad\")";

    private Places() {}

    static Schema asked() {
        return asked("");
    }

    /** @param query what to tell about the query; one tool has the whole form, for the others too */
    static Schema asked(String query) {
        return Schema.object()
                .text("project", "WORKSPACE/PROJECT, WORKSPACE or WORKSPACE/PART*")
                .text("query", query)
                .required("project");
    }

    /** The workspace and the project of the argument {@code project}. */
    static String[] one(ToolArguments arguments, Workplace workplace) {
        String typed = arguments.requiredText("project");
        List<String> found = workplace.projects(typed);
        String[] parts = found.size() == 1 ? found.get(0).split("/", 2) : new String[0];
        if (parts.length != 2 || parts[1].isEmpty() || parts[1].contains("*")) {
            throw new ToolException("expected WORKSPACE/PROJECT, such as demo/digits, not \"" + typed + "\"");
        }
        // An unknown name is an error with the nearest ones, and not an empty answer.
        workplace.api().getColumns(parts[0], parts[1]);
        return parts;
    }

    /** The runs of {@code project} and {@code query}; without a query all of one project. */
    static ExperimentList runs(ToolArguments arguments, Workplace workplace, String query) {
        Api api = workplace.api();
        Optional<String> text = arguments.text(query);
        if (text.isEmpty()) {
            String[] place = one(arguments, workplace);
            return api.getExperiments(place[0], place[1]);
        }
        QueryExpression expression = QueryText.parse(text.get());
        return api.query(workplace.projects(arguments.requiredText("project")), expression, false);
    }
}
