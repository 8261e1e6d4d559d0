package io.cometsh.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a model version's status asks for before it is given:
 * {@code ModelStatusConfiguration.of("Production", true, [deployment: "enabled"])}.
 *
 * @param status the status it is about
 * @param isReviewRequired whether somebody must approve
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
        statusConfigurationItems = List.copyOf(statusConfigurationItems);
    }

    /** One without a comment, to be given to {@link Model#updateRegistryModelStatusConfiguration}. */
    public static ModelStatusConfiguration of(String status, boolean isReviewRequired, Map<String, ?> items) {
        List<KeyValue> entries = new ArrayList<>();
        items.forEach((key, value) -> entries.add(new KeyValue(key, value)));
        return new ModelStatusConfiguration(status, isReviewRequired, entries, null, null);
    }

    /** The same with a comment. */
    public ModelStatusConfiguration withComment(String words) {
        return new ModelStatusConfiguration(status, isReviewRequired, statusConfigurationItems, words, modelItemId);
    }
}
