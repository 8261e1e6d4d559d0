package io.cometsh.server.sample;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.server.store.AssetRow;
import java.io.IOException;

/** What a snapshot contains of an asset, apart from its bytes. */
final class SnapshotAsset {
    private SnapshotAsset() {}

    static void facts(JsonGenerator json, AssetRow asset) throws IOException {
        json.writeStringField("id", asset.id());
        text(json, "fileName", asset.fileName());
        text(json, "extension", asset.extension());
        text(json, "type", asset.type());
        number(json, "step", asset.step());
        number(json, "epoch", asset.epoch());
        text(json, "context", asset.context());
        text(json, "link", asset.link());
        text(json, "metadata", asset.metadata());
        text(json, "grouping", asset.grouping());
        json.writeNumberField("created", asset.created());
    }

    static AssetRow row(JsonNode node, int experiment, long size) {
        return new AssetRow(
                node.path("id").asText(),
                experiment,
                text(node, "fileName"),
                text(node, "extension"),
                text(node, "type"),
                number(node, "step"),
                number(node, "epoch"),
                text(node, "context"),
                size,
                text(node, "link"),
                text(node, "metadata"),
                text(node, "grouping"),
                node.path("created").asLong());
    }

    private static void text(JsonGenerator json, String name, String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private static void number(JsonGenerator json, String name, Long value) throws IOException {
        if (value != null) {
            json.writeNumberField(name, value);
        }
    }

    private static String text(JsonNode node, String name) {
        return node.hasNonNull(name) ? node.get(name).asText() : null;
    }

    private static Long number(JsonNode node, String name) {
        return node.hasNonNull(name) ? Long.valueOf(node.get(name).asLong()) : null;
    }
}
