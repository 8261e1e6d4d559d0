package io.cometsh.bulk;

import io.cometsh.client.service.AssetReader;
import io.cometsh.client.wire.Asset;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.export.WholeFile;
import io.cometsh.files.DistinctNames;
import io.cometsh.files.SafeNames;
import io.cometsh.files.Sha256;
import io.cometsh.transport.CometException;
import io.cometsh.transport.CometInterruptedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Files of experiments in a tree {@code PROJECT/EXPERIMENT_KEY/FILE}. Where several files of an experiment
 * would get one name, or one would be the folder of another, each has its asset's id in its name.
 */
final class AssetsExport implements ExportKind {
    private final AssetReader reader;
    private final Path root;
    private final Path halves;

    /**
     * @param root the folder that will be the output
     * @param halves where the bytes of a file are until it is whole: beside the root, so that none is ever among the output
     */
    AssetsExport(AssetReader reader, Path root, Path halves) {
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
    public PartInfo read(ExperimentMetadata experiment, Parts.PartWriter draft) {
        String key = experiment.experimentKey();
        List<Asset> assets = reader.list(key);
        List<Asset> stored = assets.stream().filter(asset -> !asset.remote()).toList();
        List<String> names = DistinctNames.distinct(
                stored.stream().map(AssetsExport::path).toList(),
                stored.stream()
                        .map(asset -> SafeNames.segment(String.valueOf(asset.assetId())))
                        .toList(),
                true);
        Iterator<String> name = names.iterator();
        String folder = folder(experiment);
        List<ExportedFile> files = new ArrayList<>();
        for (Asset asset : assets) {
            files.add(
                    asset.remote()
                            ? new ExportedFile(
                                    null,
                                    asset.fileName(),
                                    asset.type(),
                                    asset.assetId(),
                                    asset.step(),
                                    null,
                                    null,
                                    asset.link())
                            : save(key, asset, folder + "/" + name.next()));
        }
        return new PartInfo(stored.size(), List.of(), files, false, false);
    }

    /** A file that cannot be written here is a failure of its experiment, as one that the server does not give. */
    private ExportedFile save(String key, Asset asset, String path) {
        try {
            Path place = root.resolve(path).normalize();
            if (!place.startsWith(root)) {
                throw new CometException("\"" + asset.fileName() + "\" is not a place for a file: it was not written");
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
                    Sha256.of(place),
                    null);
        } catch (InvalidPathException e) {
            throw new CometException("cannot write " + path + ": " + e.getReason(), e);
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CometInterruptedException("interrupted");
            }
            throw new CometException("cannot write " + path + ": " + WholeFile.reason(e), e);
        }
    }

    private static String path(Asset asset) {
        return SafeNames.path(asset.fileName() == null ? String.valueOf(asset.assetId()) : asset.fileName());
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
