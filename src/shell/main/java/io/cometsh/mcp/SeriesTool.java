package io.cometsh.mcp;

import io.cometsh.client.Experiment;
import io.cometsh.client.wire.MetricPoint;
import io.cometsh.export.Table;
import io.cometsh.text.Names;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** {@code series}: the points of one metric of one run. */
final class SeriesTool implements Tool {
    private static final int POINTS = 100;
    private static final int MOST = 2000;

    @Override
    public String name() {
        return "series";
    }

    @Override
    public String description() {
        return "Reads the points of a metric of one run. More points than asked for are thinned evenly with the first"
                + " and the last kept, and thinned is true; the extreme values of all points are in min and max.";
    }

    @Override
    public Schema input() {
        return Schema.object()
                .text("run", "WORKSPACE/PROJECT/NAME or a key")
                .text("metric", "")
                .integer("points", "default 100")
                .required("run", "metric");
    }

    @Override
    public Schema output() {
        return Schema.table().flag("thinned", "").any("min", "").any("max", "").required("thinned");
    }

    @Override
    public Map<String, Object> call(ToolArguments arguments, Workplace workplace) {
        Experiment run = workplace.run(arguments.requiredText("run"));
        String metric = arguments.requiredText("metric");
        int wanted = arguments.integer("points", POINTS, 2, MOST);
        List<MetricPoint> points = run.getMetrics(metric);
        if (points.isEmpty()) {
            List<String> names = run.getMetricsSummary().stream()
                    .map(summary -> summary.name())
                    .toList();
            throw new ToolException(
                    "no points of a metric \"" + metric + "\" in " + run.getName() + Names.hint(metric, names));
        }
        List<List<Object>> rows = TableAnswer.spread(points.size(), wanted).stream()
                .map(points::get)
                .map(point -> Arrays.<Object>asList(point.step(), point.getValue()))
                .toList();
        Map<String, Object> answer =
                TableAnswer.of(new Table(List.of("step", "value"), rows), points.size(), column -> false);
        answer.put("thinned", rows.size() < points.size());
        double[] finite = points.stream()
                .mapToDouble(MetricPoint::getValue)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        if (finite.length > 0) {
            answer.put("min", finite[0]);
            answer.put("max", finite[finite.length - 1]);
        }
        if (finite.length < points.size()) {
            TableAnswer.note(answer, points.size() - finite.length + " points are not finite numbers");
        }
        return answer;
    }
}
