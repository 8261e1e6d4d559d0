package io.cometsh.client.wire;

/**
 * One change to a model version.
 *
 * @param actionType what was done, such as {@code MODEL_VERSION_STATUS_CHANGED}
 * @param newValue what it is since then, as Comet tells it: usually a map
 * @param previousValue what it was before, likewise
 */
public record VersionChange(
        String actionType,
        String comment,
        Object newValue,
        Object previousValue,
        String registryModelId,
        Object registryModelItemActualPathParams,
        String registryModelItemId,
        String registryModelItemVersion,
        String registryModelName,
        String userAvatarLink,
        String userName)
        implements WireRecord {}
