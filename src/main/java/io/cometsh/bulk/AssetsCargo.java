package io.cometsh.bulk;

import io.cometsh.client.Asset;
import io.cometsh.client.AssetReader;
import io.cometsh.client.ExperimentMetadata;
import io.cometsh.transport.CometException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Files of experiments in a tree {@code PROJECT/EXPERIMENT_KEY/FILE}. Where several files of an experiment have one name,
 * each has its asset's id in it.
 */
final class AssetsCargo implements Cargo {
    private final AssetReader reader;
    private final Path root;
    private final Path halves;

    /**
     * @param root the folder that will be the output
     * @param halves where the bytes of a file are until it is whole: beside the root, so that none is ever among the output
     */
    AssetsCargo(AssetReader reader, Path root, Path halves) {
        this.reader = reader;
        this.root = root;
        this.halves = halves;
    }

    /** The folder of an experiment's files, below the root. */
    static String folder(ExperimentMetadata experiment) {
        return SafeNames.segment(String.valueOf(experiment.projectName())) + "/"
                + SafeNames.segment(String.valueOf(experiment.experimentKey()));
    }

    @Override
    public PartInfo read(ExperimentMetadata experiment, Parts.Draft draft) throws IOException {
        String key = experiment.experimentKey();
        List<Asset> assets = reader.list(key);
        Map<String, Integer> names = new HashMap<>();
        assets.forEach(asset -> names.merge(SafeNames.folded(path(asset)), 1, Integer::sum));
        String folder = folder(experiment);
        List<ExportedFile> files = new ArrayList<>();
        for (Asset asset : assets) {
            if (asset.remote()) {
                files.add(new ExportedFile(
                        null, asset.fileName(), asset.type(), asset.assetId(), asset.step(), null, null, asset.link()));
                continue;
            }
            String path = path(asset);
            boolean single = names.get(SafeNames.folded(path)) == 1;
            files.add(save(key, asset, folder + "/" + (single ? path : SafeNames.marked(path, asset.assetId()))));
        }
        return new PartInfo(files.stream().filter(file -> file.path() != null).count(), List.of(), files, false);
    }

    private ExportedFile save(String key, Asset asset, String path) throws IOException {
        Path place = root.resolve(path).normalize();
        if (!place.startsWith(root)) {
            throw new CometException("\"" + asset.fileName() + "\" is no place for a file: it was not written");
        }
        Files.createDirectories(place.resolveSibling(""));
        // One that an interrupted export had finished is whole, since it got its name last.
        boolean there =
                Files.isRegularFile(place) && (asset.fileSize() == null || Files.size(place) == asset.fileSize());
        if (!there) {
            Files.createDirectories(halves);
            reader.save(key, asset, place, halves.resolve(SafeNames.segment(key + "-" + asset.assetId())));
        }
        return new ExportedFile(
                path,
                asset.fileName(),
                asset.type(),
                asset.assetId(),
                asset.step(),
                Files.size(place),
                sha256(place),
                null);
    }

    private static String path(Asset asset) {
        return SafeNames.path(asset.fileName() == null ? String.valueOf(asset.assetId()) : asset.fileName());
    }

    private static String sha256(Path file) throws IOException {
        Sha256 sum = new Sha256();
        byte[] buffer = new byte[1 << 14];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                sum.update(buffer, 0, count);
            }
        }
        return sum.hex();
    }

    @Override
    public boolean streams() {
        return true;
    }

    @Override
    public List<String> columns() {
        return List.of();
    }

    @Override
    public void begin() throws IOException {
        Files.createDirectories(root);
    }

    @Override
    public void append(ExperimentMetadata experiment, Parts.Part part) {
        // Its files are where they belong already.
    }

    @Override
    public void end() {
        // The folder is complete when its files are.
    }
}
