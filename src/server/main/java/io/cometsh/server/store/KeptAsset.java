package io.cometsh.server.store;

/**
 * An asset that outlives the experiment it was logged to: of a registered model's version, or of an artifact's.
 *
 * @param owner the id of the version; the bytes are in {@link AssetFiles} under it
 * @param experimentKey the experiment that logged it, which may be gone
 * @param asset its facts; the number of the experiment is 0
 */
public record KeptAsset(String owner, String experimentKey, AssetRow asset) {}
