package io.cometsh.client.service;

import io.cometsh.client.wire.Asset;
import io.cometsh.transport.Transport;
import java.nio.file.Path;
import java.util.List;

/** The files of experiments, to be copied in bulk: {@code new AssetReader(transport).list(experimentKey)}. */
public final class AssetReader {
    private final Assets assets;
    private final Downloads downloads;

    public AssetReader(Transport transport) {
        assets = new Assets(new JsonCalls(transport), null, warning -> {});
        downloads = new Downloads(transport);
    }

    /** Every file of an experiment, of all types, in the server's order. Endpoint: {@code experiment/asset/list}. */
    public List<Asset> list(String experimentKey) {
        return assets.list(experimentKey, "all");
    }

    /**
     * Downloads one into a file that does not exist, in a folder that does; it gets its name when its bytes are all there.
     * Endpoint: {@code experiment/asset/get-asset}.
     *
     * @param half where its bytes are until then, on the same file system. What an earlier download left there is not
     *     loaded again, if the server can be held to the same content (a strong {@code ETag}).
     * @throws io.cometsh.transport.CometException when its number of bytes differs from the list
     */
    public void save(String experimentKey, Asset asset, Path place, Path half) {
        downloads.save(Assets.request(experimentKey, asset.assetId()), place, asset.fileSize(), half);
    }
}
