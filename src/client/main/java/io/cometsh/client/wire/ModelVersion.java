package io.cometsh.client.wire;

import java.util.List;

/**
 * One version of a registered model.
 *
 * @param version a semantic version such as {@code 1.0.0}
 * @param stages the older name of the tags; Comet keeps one list under both names
 * @param status one of {@code api.modelRegistryAllowedStatusValues(workspace)}; null from servers without it
 * @param assets its files; empty where the endpoint does not list them
 * @param createdAt epoch milliseconds
 * @param lastUpdated epoch milliseconds
 */
public record ModelVersion(
        String registryModelItemId,
        ExperimentModel experimentModel,
        String version,
        String comment,
        String status,
        List<String> tags,
        List<String> stages,
        List<Asset> assets,
        String experimentKey,
        String userName,
        Long createdAt,
        Long lastUpdated,
        String restApiUrl)
        implements WireRecord {}
