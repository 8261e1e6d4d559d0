package io.cometsh.server.route;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.server.service.AssetService;
import io.cometsh.server.service.CometError;
import io.cometsh.server.service.LogService.MetricEntry;
import io.cometsh.server.service.LogService.ValueEntry;
import io.cometsh.server.service.ProjectService.CountedProject;
import io.cometsh.server.store.AssetRow;
import io.cometsh.server.store.ExperimentRow;
import io.cometsh.server.store.MetricPoint;
import io.cometsh.server.store.Numbers;
import io.cometsh.server.store.ProjectRow;
import io.cometsh.server.store.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Between JSON and records: one method for each shape on the wire. */
final class Wire {
    private static final int MOST_SHOWN = 40;
    private static final SerializableString METRIC_NAME = new SerializedString("metricName");
    private static final SerializableString METRIC_VALUE = new SerializedString("metricValue");
    private static final SerializableString TIMESTAMP = new SerializedString("timestamp");
    private static final SerializableString STEP = new SerializedString("step");
    private static final SerializableString EPOCH = new SerializedString("epoch");
    private static final SerializableString RUN_CONTEXT = new SerializedString("runContext");
    private static final SerializableString OFFSET = new SerializedString("offset");

    private Wire() {}

    /** The reply to a write that returns nothing else. */
    static Reply saved(ObjectMapper json) {
        return message(json, "saved");
    }

    static Reply message(ObjectMapper json, String msg) {
        ObjectNode body = json.createObjectNode();
        body.put("msg", msg).put("code", 200).putNull("data").put("sdk_error_code", 0);
        return Reply.of(body);
    }

    static void experiment(JsonGenerator out, ExperimentRow row, ProjectRow project) throws IOException {
        out.writeStartObject();
        out.writeStringField("experimentKey", row.key());
        text(out, "experimentName", row.name());
        text(out, "optimizationId", row.optimizationId());
        text(out, "userName", row.userName());
        out.writeStringField("projectId", project.id());
        out.writeStringField("projectName", project.name());
        out.writeStringField("workspaceName", project.workspace());
        text(out, "filePath", row.filePath());
        text(out, "fileName", row.fileName());
        out.writeBooleanField("throttle", false);
        out.writeNullField("throttleMessage");
        out.writeArrayFieldStart("throttleReasons");
        out.writeEndArray();
        out.writeNumberField("durationMillis", row.duration());
        out.writeNumberField("startTimeMillis", row.start());
        out.writeNumberField("endTimeMillis", row.endOrLast());
        out.writeBooleanField("archived", row.archived());
        out.writeBooleanField("running", row.running());
        out.writeBooleanField("hasCrashed", row.crashed());
        text(out, "error", row.error());
        out.writeEndObject();
    }

    static ObjectNode project(ObjectMapper json, CountedProject counted) {
        ProjectRow project = counted.project();
        ObjectNode node = json.createObjectNode();
        node.put("projectId", project.id());
        node.put("projectName", project.name());
        node.put("ownerUserName", project.owner());
        node.put("projectDescription", project.description());
        node.put("workspaceName", project.workspace());
        node.put("numberOfExperiments", counted.experiments());
        node.put("lastUpdated", project.updated());
        node.put("public", project.isPublic());
        return node;
    }

    /** A summary; only a metric's summary has steps. */
    static void summary(JsonGenerator out, Value value, boolean steps) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", value.name());
        text(out, "valueMin", value.least().text());
        text(out, "valueMax", value.greatest().text());
        text(out, "valueCurrent", value.current().text());
        out.writeNumberField("timestampMin", value.least().timestamp());
        out.writeNumberField("timestampMax", value.greatest().timestamp());
        out.writeNumberField("timestampCurrent", value.current().timestamp());
        if (steps) {
            number(out, "stepMin", value.least().step());
            number(out, "stepMax", value.greatest().step());
            number(out, "stepCurrent", value.current().step());
        }
        text(out, "runContextMin", value.least().context());
        text(out, "runContextMax", value.greatest().context());
        text(out, "runContextCurrent", value.current().context());
        out.writeBooleanField("editable", false);
        out.writeEndObject();
    }

    /** The points of a metric. Names are encoded once, as they take more time than the numbers. */
    static void points(JsonGenerator out, String metric, List<MetricPoint> points) throws IOException {
        SerializableString name = new SerializedString(metric);
        long offset = 0;
        for (MetricPoint point : points) {
            point(out, name, point, ++offset);
        }
    }

    private static void point(JsonGenerator out, SerializableString metric, MetricPoint point, long offset)
            throws IOException {
        out.writeStartObject();
        out.writeFieldName(METRIC_NAME);
        out.writeString(metric);
        out.writeFieldName(METRIC_VALUE);
        out.writeString(point.text());
        out.writeFieldName(TIMESTAMP);
        out.writeNumber(point.timestamp());
        number(out, STEP, point.step());
        number(out, EPOCH, point.epoch());
        out.writeFieldName(RUN_CONTEXT);
        out.writeString(point.context());
        out.writeFieldName(OFFSET);
        out.writeNumber(offset);
        out.writeEndObject();
    }

    private static void number(JsonGenerator out, SerializableString name, Long number) throws IOException {
        out.writeFieldName(name);
        if (number == null) {
            out.writeNull();
        } else {
            out.writeNumber(number);
        }
    }

    static ObjectNode asset(ObjectMapper json, AssetRow asset, String experimentKey, String root) {
        ObjectNode node = json.createObjectNode();
        String link = asset.link() != null
                ? asset.link()
                : root + "api/rest/v2/experiment/asset/get-asset?experimentKey=" + experimentKey + "&assetId="
                        + asset.id();
        node.put("fileName", asset.fileName());
        node.put("fileSize", asset.size());
        node.put("runContext", asset.context());
        node.put("step", asset.step());
        node.put("epoch", asset.epoch());
        node.put("remote", asset.link() != null);
        node.put("link", link);
        node.putNull("compressedAssetLink");
        node.putNull("s3Link");
        node.put("createdAt", asset.created());
        node.put("dir", folder(asset));
        node.put("canView", false);
        node.put("audio", AssetService.isAudio(asset.type()));
        node.put("video", AssetService.isVideo(asset.type()));
        node.put("histogram", "histogram3d".equals(asset.type()));
        node.put("image", AssetService.isImage(asset.type()));
        node.put("type", AssetService.shownType(asset));
        node.put("metadata", asset.metadata());
        node.put("assetId", asset.id());
        node.putArray("tags");
        node.put("curlDownload", "curl \"" + link + "\" -H\"Authorization: <Your Api Key>\" > " + asset.id());
        node.put("experimentKey", experimentKey);
        node.put("grouping", asset.grouping());
        return node;
    }

    private static String folder(AssetRow asset) {
        if (AssetService.isModelElement(asset.type()) && asset.grouping() != null) {
            return "models/" + asset.grouping();
        }
        int slash = asset.fileName() == null ? -1 : asset.fileName().lastIndexOf('/');
        return slash > 0 ? asset.fileName().substring(0, slash) : "others";
    }

    static void text(JsonGenerator out, String name, String value) throws IOException {
        if (value == null) {
            out.writeNullField(name);
        } else {
            out.writeStringField(name, value);
        }
    }

    static void number(JsonGenerator out, String name, Long value) throws IOException {
        if (value == null) {
            out.writeNullField(name);
        } else {
            out.writeNumberField(name, value);
        }
    }

    // ---- from JSON

    static String required(ObjectNode body, String name) {
        JsonNode value = body.get(name);
        if (value == null || value.isNull() || !value.isValueNode()) {
            throw name.equals("experimentKey")
                    ? CometError.NO_EXPERIMENT_KEY.failure()
                    : CometError.BAD_BODY.of(name + " is missing");
        }
        return value.asText();
    }

    static String textOrNull(JsonNode body, String name) {
        JsonNode value = body.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isValueNode()) {
            throw CometError.BAD_BODY.of(name + " must be a text, not " + shown(value));
        }
        return value.asText();
    }

    /** A whole number, which may be a text ({@code "3"}) or have a zero fraction ({@code 3.0}). */
    static Long longOrNull(JsonNode body, String name) {
        JsonNode value = body.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        Optional<Long> number =
                value.isFloatingPointNumber() ? WholeNumber.of(value.doubleValue()) : WholeNumber.of(value.asText());
        return number.orElseThrow(() -> CometError.BAD_BODY.of(name + WholeNumber.EXPECTED + shown(value)));
    }

    /** A whole number whose fraction means nothing here: a part of a millisecond, or of an epoch, which training frameworks log as {@code 0.53}. */
    static Long flooredOrNull(JsonNode body, String name) {
        JsonNode value = body.get(name);
        if (value == null || !value.isFloatingPointNumber()) {
            return longOrNull(body, name);
        }
        return WholeNumber.of(Math.floor(value.doubleValue()))
                .orElseThrow(() -> CometError.BAD_BODY.of(name + WholeNumber.EXPECTED + shown(value)));
    }

    /** True, false, or one of the two as a text in any case; false when it is not there. */
    static boolean flag(JsonNode body, String name) {
        JsonNode value = body.path(name);
        String text = value.isNull() ? "" : value.asText().toLowerCase(Locale.ROOT);
        boolean known = value.isBoolean() || text.isEmpty() || text.equals("true") || text.equals("false");
        if (!known || value.isContainerNode()) {
            throw CometError.BAD_BODY.of(name + " must be true or false, not " + shown(value));
        }
        return text.equals("true");
    }

    /** The elements of a list; none when it is not there. */
    static Iterable<JsonNode> list(JsonNode body, String name) {
        JsonNode list = body.path(name);
        if (!list.isArray() && !list.isNull() && !list.isMissingNode()) {
            throw CometError.BAD_BODY.of(name + " must be a list, not " + shown(list));
        }
        return list;
    }

    static List<String> texts(JsonNode body, String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : list(body, name)) {
            if (!item.isValueNode() || item.isNull()) {
                throw CometError.BAD_BODY.of(name + " must be a list of texts, and has " + shown(item));
            }
            texts.add(item.asText());
        }
        return texts;
    }

    /** As {@link #texts}, of a list without which the request has nothing to do. */
    static List<String> requiredTexts(ObjectNode body, String name) {
        if (!body.hasNonNull(name)) {
            throw CometError.BAD_BODY.of(name + " is missing");
        }
        return texts(body, name);
    }

    /** A value in a message: what it is, and for a scalar the value. */
    private static String shown(JsonNode value) {
        if (value.isObject()) {
            return "an object";
        }
        if (value.isArray()) {
            return "a list";
        }
        String text = value.toString();
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...";
    }

    /** Any JSON value as the text it is kept as; null stays null. Numbers in Java's notation, as in replies. */
    static String valueText(JsonNode value) {
        if (value == null || value.isNull() || value.isMissingNode()) {
            return null;
        }
        return value.isContainerNode() ? value.toString() : value.asText();
    }

    static ValueEntry entry(JsonNode node, String name, String value) {
        if (!node.path(name).isTextual()) {
            throw CometError.BAD_BODY.of(name + " is missing");
        }
        return new ValueEntry(
                node.get(name).textValue(),
                valueText(node.get(value)),
                longOrNull(node, "step"),
                textOrNull(node, "context"),
                flooredOrNull(node, "timestamp"));
    }

    static MetricEntry metric(JsonNode node) {
        if (!node.path("metricName").isTextual()) {
            throw CometError.BAD_BODY.of("metricName is missing");
        }
        if (!node.has("metricValue")) {
            throw CometError.BAD_BODY.of(
                    "metricValue of " + node.get("metricName").textValue() + " is missing");
        }
        return new MetricEntry(
                node.get("metricName").textValue(),
                metricValue(node.path("metricValue")),
                longOrNull(node, "step"),
                flooredOrNull(node, "epoch"),
                textOrNull(node, "context"),
                flooredOrNull(node, "timestamp"));
    }

    /**
     * A whole number that fits stays one, every other number is a double, the three words are the doubles they name, and what is not a number is kept as text. So is a whole number that a
     * double would round, with all its digits.
     */
    static Object metricValue(JsonNode value) {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        if (value.isBigInteger() && !isExact(value.bigIntegerValue())) {
            return value.asText();
        }
        if (value.isContainerNode()) {
            throw CometError.BAD_BODY.of("metricValue must be a number or a text, not " + shown(value));
        }
        if (value.isNumber()) {
            return value.doubleValue();
        }
        String text = valueText(value);
        if (text == null) {
            return "null";
        }
        return switch (text) {
            case "NaN", "Infinity", "-Infinity" -> Numbers.parse(text);
            default -> text;
        };
    }

    private static boolean isExact(BigInteger number) {
        double rounded = number.doubleValue();
        return !Double.isInfinite(rounded)
                && new BigDecimal(rounded).toBigInteger().equals(number);
    }
}
