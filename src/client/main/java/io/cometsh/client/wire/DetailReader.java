package io.cometsh.client.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Turns the wire's data about files, machine and code of an experiment into our records. */
public final class DetailReader {
    private DetailReader() {}

    public static View view(JsonNode node) {
        return View.read(node);
    }

    public static Asset asset(JsonNode node) {
        return new Asset(
                Json.text(node, "assetId"),
                Json.text(node, "fileName"),
                Json.number(node, "fileSize"),
                Json.text(node, "runContext"),
                Json.number(node, "step"),
                Json.truth(node, "remote"),
                Json.text(node, "link"),
                Json.text(node, "compressedAssetLink"),
                Json.text(node, "s3Link"),
                Json.number(node, "createdAt"),
                Json.text(node, "dir"),
                Json.truth(node, "canView"),
                Json.truth(node, "audio"),
                Json.truth(node, "video"),
                Json.truth(node, "histogram"),
                Json.truth(node, "image"),
                Json.text(node, "type"),
                Json.text(node, "metadata"),
                texts(node, "tags"),
                Json.text(node, "curlDownload"),
                Json.text(node, "experimentKey"),
                list(node, "items", PlainValues::of),
                Json.text(node, "etag"));
    }

    public static Curve curve(JsonNode node, Long step, String assetId) {
        return new Curve(
                Json.text(node, "name"),
                list(node, "x", DetailReader::number),
                list(node, "y", DetailReader::number),
                step,
                assetId);
    }

    public static GitMetadata git(JsonNode node) {
        return new GitMetadata(
                Json.text(node, "user"),
                Json.text(node, "root"),
                Json.text(node, "branch"),
                Json.text(node, "parent"),
                Json.text(node, "origin"));
    }

    public static SystemDetails system(JsonNode node) {
        return new SystemDetails(
                Json.text(node, "experimentKey"),
                Json.text(node, "user"),
                Json.text(node, "pythonVersion"),
                Json.text(node, "pythonVersionVerbose"),
                Json.number(node, "pid"),
                Json.text(node, "osType"),
                Json.text(node, "os"),
                Json.text(node, "osRelease"),
                Json.text(node, "machine"),
                Json.text(node, "processor"),
                Json.text(node, "ip"),
                Json.text(node, "hostname"),
                Json.text(node, "env"),
                list(node, "gpuStaticInfoList", DetailReader::gpu),
                list(
                        node,
                        "logAdditionalSystemInfoList",
                        info -> new SystemInfo(Json.text(info, "key"), Json.text(info, "value"))),
                texts(node, "systemMetricNames"),
                Json.number(node, "maxTotalMemory"),
                texts(node, "networkInterfaceIps"),
                texts(node, "command"),
                Json.text(node, "executable"),
                texts(node, "osPackages"),
                texts(node, "installedPackages"),
                Json.number(node, "totalRam"));
    }

    private static GpuInfo gpu(JsonNode node) {
        return new GpuInfo(
                Json.number(node, "gpuIndex"),
                Json.text(node, "name"),
                Json.text(node, "uuid"),
                Json.number(node, "totalMemory"),
                Json.number(node, "powerLimit"));
    }

    private static double number(JsonNode node) {
        return node.isNumber() ? node.doubleValue() : Numbers.toDouble(node.asText());
    }

    private static List<String> texts(JsonNode node, String member) {
        return list(node, member, JsonNode::asText);
    }

    private static <T> List<T> list(JsonNode node, String member, Function<JsonNode, T> reader) {
        List<T> values = new ArrayList<>();
        JsonNode list = node.get(member);
        if (list != null && list.isArray()) {
            list.forEach(element -> values.add(reader.apply(element)));
        }
        return values;
    }
}
