package io.cometsh.client.wire;

import io.cometsh.client.Model;
import io.cometsh.transport.CometException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a model version's status asks for before it is given:
 * {@code ModelStatusConfiguration.of("Production", true, [deployment: "enabled"])}.
 *
 * @param status the status it is about
 * @param isReviewRequired whether a user must approve
 * @param statusConfigurationItems what the status carries along
 * @param comment a word about it; null for none
 * @param modelItemId the version it belongs to; null for one that has not been read
 */
public record ModelStatusConfiguration(
        String status,
        boolean isReviewRequired,
        List<KeyValue> statusConfigurationItems,
        String comment,
        String modelItemId)
        implements WireRecord {
    public ModelStatusConfiguration {
        statusConfigurationItems = new ArrayList<>(statusConfigurationItems);
    }

    /** One without a comment, to be given to {@link Model#updateRegistryModelStatusConfiguration}. {@code ModelStatusConfiguration.of("QA", true, [deployment: "enabled"])}. Nothing is asked. */
    public static ModelStatusConfiguration of(String status, boolean isReviewRequired, Map<String, ?> items) {
        List<KeyValue> entries = new ArrayList<>();
        items.forEach((key, value) -> entries.add(new KeyValue(key, value)));
        return new ModelStatusConfiguration(status, isReviewRequired, entries, null, null);
    }

    /**
     * One from a map, with the wire's names or the names of Python's {@code register_model}:
     * {@code ModelStatusConfiguration.of([status: "QA", is_review_required: true])}.
     * Nothing is asked.
     *
     * @throws CometException when there is no status in it, or its items are neither a map nor keys and values
     */
    public static ModelStatusConfiguration of(Map<?, ?> members) {
        Object status = members.get("status");
        if (status == null) {
            throw new CometException("a status configuration needs a status, and has only " + members.keySet());
        }
        Object items = first(members, "statusConfigurationItems", "status_configuration_items", "statusConfiguration");
        List<KeyValue> entries = new ArrayList<>();
        if (items instanceof Map<?, ?> named) {
            named.forEach((key, value) -> entries.add(new KeyValue(String.valueOf(key), value)));
        } else if (items instanceof Iterable<?> rows) {
            rows.forEach(row -> entries.add(keyValue(row)));
        }
        Object comment = members.get("comment");
        return new ModelStatusConfiguration(
                status.toString(),
                Boolean.TRUE.equals(first(members, "isReviewRequired", "is_review_required")),
                entries,
                comment == null ? null : comment.toString(),
                null);
    }

    /**
     * A status configuration as it is, or of a map; null stays null. {@code ModelStatusConfiguration.from([status: "QA"])}.
     * Nothing is asked.
     *
     * @throws CometException for anything else
     */
    public static ModelStatusConfiguration from(Object given) {
        if (given == null || given instanceof ModelStatusConfiguration) {
            return (ModelStatusConfiguration) given;
        }
        if (given instanceof Map<?, ?> members) {
            return of(members);
        }
        throw new CometException(
                "a status configuration is a ModelStatusConfiguration or a map, not \"" + given + "\"");
    }

    private static KeyValue keyValue(Object row) {
        if (row instanceof KeyValue entry) {
            return entry;
        }
        if (row instanceof Map<?, ?> entry && entry.get("key") != null) {
            return new KeyValue(entry.get("key").toString(), entry.get("value"));
        }
        throw new CometException("an item of a status configuration has a key and a value, not \"" + row + "\"");
    }

    private static Object first(Map<?, ?> members, String... names) {
        for (String name : names) {
            if (members.get(name) != null) {
                return members.get(name);
            }
        }
        return null;
    }

    /** The same with a comment. {@code configuration.withComment("as agreed")}. Nothing is asked. */
    public ModelStatusConfiguration withComment(String words) {
        return new ModelStatusConfiguration(status, isReviewRequired, statusConfigurationItems, words, modelItemId);
    }
}
