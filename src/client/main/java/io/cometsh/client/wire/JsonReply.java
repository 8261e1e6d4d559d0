package io.cometsh.client.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.CometReplyException;
import io.cometsh.transport.Replies;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A JSON reply and the request it answers, so that an error about a missing member names the request.
 *
 * @param reject drops the reply from the cache
 */
public record JsonReply(ApiRequest request, JsonNode json, Runnable reject) {

    /**
     * The list under {@code member}, each element read by {@code reader}. Null and an answer without any member are
     * empty, as they are to Comet's own client; other members instead of this one are an error.
     */
    public <T> List<T> list(String member, Function<JsonNode, T> reader) {
        if (json.isObject() && json.isEmpty()) {
            return new ArrayList<>();
        }
        JsonNode list = json.get(member);
        if (list == null || !(list.isArray() || list.isNull())) {
            throw missing(member);
        }
        List<T> values = new ArrayList<>(list.size());
        list.forEach(element -> values.add(reader.apply(element)));
        return values;
    }

    /** The facts of an experiment; what an experiment without a key would be is an error. */
    public ExperimentMetadata metadata(JsonNode row) {
        if (Json.text(row, "experimentKey") == null) {
            throw missing("experimentKey");
        }
        return WireReader.metadata(row);
    }

    public ExperimentMetadata metadata() {
        return metadata(json);
    }

    /** The error for a reply without this member. The reply is not kept in the cache. */
    public CometReplyException missing(String member) {
        reject.run();
        return Replies.missing(request, member);
    }

    /** Null where the member is null or absent, as in Comet's own client. A reply about something else is not kept. */
    public String text(String member) {
        if (!json.has(member) && !json.isEmpty()) {
            reject.run();
        }
        return Json.text(json, member);
    }
}
