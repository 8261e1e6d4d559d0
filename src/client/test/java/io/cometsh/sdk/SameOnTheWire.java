package io.cometsh.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.client.wire.WireRecord;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.List;

/** Compares what our client read with what the official SDK read: member by member, the text of each value. */
final class SameOnTheWire {

    private SameOnTheWire() {}

    static void assertSame(String what, List<? extends WireRecord> ours, JsonNode theirs) {
        assertThat(ours).as("number of %s", what).hasSize(theirs.size());
        Iterator<JsonNode> their = theirs.elements();
        for (WireRecord our : ours) {
            assertSame(what, our, their.next());
        }
    }

    static void assertSame(String what, WireRecord ours, JsonNode theirs) {
        for (RecordComponent component : ours.getClass().getRecordComponents()) {
            String member = component.getName();
            JsonNode their = theirs.path("isPublic".equals(member) ? "public" : member);
            Object our = ours.getAt(member);
            // What the server leaves out is null, or false, to a reader.
            String expected = their.isNull() || their.isMissingNode()
                    ? (our instanceof Boolean ? "false" : "null")
                    : their.asText();
            assertThat(String.valueOf(our))
                    .as("%s: %s of %s", what, member, theirs)
                    .isEqualTo(expected);
        }
    }
}
