package io.cometsh.client;

import io.cometsh.transport.Transport;
import java.nio.file.Path;
import java.util.List;

/** The files of experiments, to be copied in bulk: {@code new AssetReader(transport).list(experimentKey)}. */
public final class AssetReader {
    private final Assets assets;
    private final Downloads downloads;

    public AssetReader(Transport transport) {
        assets = new Assets(new Calls(transport), null, warning -> {});
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
     * @throws io.cometsh.transport.CometException when it has not as many bytes as the list says
     */
    public void save(String experimentKey, Asset asset, Path place) {
        downloads.save(
                Assets.request(experimentKey, asset.assetId()), place, asset.fileSize(), OverwriteStrategy.OVERWRITE);
    }
}
