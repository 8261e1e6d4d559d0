package io.cometsh.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.Replies;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A JSON reply and the request it answers, so that what is missing in it can be told with what was asked. */
record Answer(ApiRequest request, JsonNode json) {

    /**
     * The list under {@code member}, each element read by {@code reader}. Null and an answer without any member are
     * empty, as they are to Comet's own client; other members instead of this one are an error.
     */
    <T> List<T> list(String member, Function<JsonNode, T> reader) {
        if (json.isObject() && json.isEmpty()) {
            return new ArrayList<>();
        }
        JsonNode list = json.get(member);
        if (list == null || !(list.isArray() || list.isNull())) {
            throw Replies.missing(request, member);
        }
        List<T> values = new ArrayList<>(list.size());
        list.forEach(element -> values.add(reader.apply(element)));
        return values;
    }

    /** The facts of an experiment; what an experiment without a key would be is an error. */
    ExperimentMetadata metadata(JsonNode row) {
        if (Json.text(row, "experimentKey") == null) {
            throw Replies.missing(request, "experimentKey");
        }
        return WireReader.metadata(row);
    }

    ExperimentMetadata metadata() {
        return metadata(json);
    }

    String text(String member) {
        return Json.text(json, member);
    }
}
