package io.cometsh.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.client.wire.Numbers;
import io.cometsh.export.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The points of a metric in the form of a chart: lists beside each other. */
final class MirrorCurve {
    /** A curve that is not asked for in full has at most this many points, evenly taken. */
    private static final int SAMPLED = 1000;

    private MirrorCurve() {}

    static ObjectNode of(String metric, List<JsonNode> all, boolean full) {
        List<JsonNode> points = full ? all : sampled(all);
        long first = points.stream()
                .mapToLong(point -> point.path("timestamp").asLong())
                .min()
                .orElse(0);
        ObjectNode curve = MirrorFolder.JSON.createObjectNode().put("metricName", metric);
        ArrayNode values = curve.putArray("values");
        ArrayNode steps = curve.putArray("steps");
        ArrayNode epochs = curve.putArray("epochs");
        ArrayNode timestamps = curve.putArray("timestamps");
        ArrayNode durations = curve.putArray("durations");
        for (JsonNode point : points) {
            values.add(value(point.path("metricValue")));
            steps.add(point.get("step"));
            epochs.add(point.get("epoch"));
            timestamps.add(point.get("timestamp"));
            durations.add(point.path("timestamp").asLong() - first);
        }
        return curve;
    }

    /** A text that is a number is a number in a chart; NaN and the infinities stay texts. */
    private static JsonNode value(JsonNode value) {
        if (!value.isTextual()
                || !(Numbers.toCell(value.asText()) instanceof Number number)
                || !Double.isFinite(number.doubleValue())) {
            return value;
        }
        try {
            return MirrorFolder.JSON.readTree(JsonValue.number(number.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> sampled(List<JsonNode> points) {
        if (points.size() <= SAMPLED) {
            return points;
        }
        List<JsonNode> taken = new ArrayList<>(SAMPLED);
        for (int i = 0; i < SAMPLED; i++) {
            taken.add(points.get((int) ((long) i * (points.size() - 1) / (SAMPLED - 1))));
        }
        return taken;
    }
}
