package io.cometsh.client.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.client.wire.Asset;
import io.cometsh.client.wire.Json;
import io.cometsh.client.wire.ModelVersion;
import io.cometsh.client.wire.PlainValues;
import io.cometsh.client.wire.RegistryReader;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.CometException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Files of experiments and of the registry's models, brought to disk. */
public final class ModelFiles {
    private final Downloads downloads;
    private final Parallel parallel;
    private final Consumer<String> warnings;

    public ModelFiles(Downloads downloads, Parallel parallel, Consumer<String> warnings) {
        this.downloads = downloads;
        this.parallel = parallel;
        this.warnings = warnings;
    }

    public Path asset(String experimentKey, String assetId, String outputPath) {
        Path place = Path.of(outputPath).toAbsolutePath();
        Path parent = place.getParent();
        Path name = place.getFileName();
        if (parent == null || name == null || Files.isDirectory(place)) {
            throw new CometException("\"" + outputPath + "\" is a folder: name the file to write");
        }
        Path file = new TargetFolder(parent).root().resolve(name);
        downloads.save(asset(assetId, experimentKey, true), file, null, OverwriteStrategy.OVERWRITE);
        return file;
    }

    /** A file of an experiment, into a file, or into a folder under its own name. */
    public Path asset(String experimentKey, Asset asset, String outputPath) {
        String target = outputPath == null ? "" : outputPath;
        if (!target.isEmpty() && !target.endsWith("/") && !Files.isDirectory(Path.of(target))) {
            return asset(experimentKey, asset.assetId(), target);
        }
        TargetFolder folder = folder(target);
        if (!"image".equals(asset.type())) {
            downloads.save(
                    Assets.request(experimentKey, asset.assetId()),
                    folder.place(asset.fileName()),
                    asset.fileSize(),
                    OverwriteStrategy.OVERWRITE);
            return Path.of(target, asset.fileName());
        }
        AtomicReference<String> name = new AtomicReference<>();
        downloads.read(Assets.request(experimentKey, asset.assetId()), content -> {
            name.set(ImageNames.named(asset.fileName(), content));
            Downloads.put(content, folder.place(name.get()));
        });
        return Path.of(target, name.get());
    }

    /** The archive of a version, unpacked or as it is. */
    public Path archive(
            String workspace, String name, String version, String stage, String outputPath, boolean expand) {
        ApiRequest request =
                ApiRequest.get(Endpoints.REGISTRY_DOWNLOAD, Registry.chosen(workspace, name, version, stage));
        TargetFolder folder = folder(outputPath);
        if (expand) {
            downloads.unpack(request, folder, warnings);
            return folder.root();
        }
        String which = version != null ? version : stage != null ? stage : "latest";
        Path place = folder.place(name + "_" + which + ".zip");
        downloads.save(request, place, null, OverwriteStrategy.OVERWRITE);
        return place;
    }

    /** A model of an experiment, unpacked or as it is. */
    public Path model(String experimentKey, String name, String outputPath, boolean expand) {
        ApiRequest request = ApiRequest.get(
                Endpoints.MODEL_DOWNLOAD, JsonCalls.parameters("experimentKey", experimentKey, "modelName", name));
        TargetFolder folder = folder(outputPath == null ? "" : outputPath);
        if (expand) {
            downloads.unpack(request, folder, warnings);
            return folder.root();
        }
        Path place = folder.place(name + ".zip");
        downloads.save(request, place, null, OverwriteStrategy.OVERWRITE);
        return place;
    }

    /** The files that were logged for TensorBoard. */
    public Path tensorflow(String experimentKey, List<Asset> assets, String outputPath, boolean overwrite) {
        if (assets.isEmpty()) {
            throw new NotFoundException("experiment " + experimentKey + " logged no TensorFlow files");
        }
        TargetFolder folder = folder(outputPath == null ? "" : outputPath);
        List<Path> places = places(folder, assets);
        long there = overwrite ? 0 : places.stream().filter(Files::exists).count();
        if (there > 0) {
            warnings.accept(there + " of " + places.size() + " files are there already in " + folder.root()
                    + " and are kept; overwrite: true replaces them");
        }
        parallel.map(IntStream.range(0, assets.size()).boxed().toList(), index -> {
            Path place = TargetFolder.prepared(places.get(index));
            downloads.save(
                    Assets.request(experimentKey, assets.get(index).assetId()),
                    place,
                    null,
                    overwrite ? OverwriteStrategy.OVERWRITE : OverwriteStrategy.PRESERVE);
            return place;
        });
        return folder.root();
    }

    /** The files of a version one by one, several at once. */
    public Path download(String modelName, JsonNode instructions, String outputFolder) {
        ModelVersion version =
                RegistryReader.version(instructions.get("versions").get(0));
        boolean elsewhere = Json.truth(instructions, "s3DownloadEnabled");
        List<Asset> stored = new ArrayList<>();
        List<String> links = new ArrayList<>();
        for (Asset asset : version.assets()) {
            refuseFailedSync(asset);
            if (asset.remote()) {
                links.add(asset.fileName());
            } else {
                stored.add(asset);
            }
        }
        TargetFolder folder = folder(outputFolder);
        // All names are looked at before the first byte is asked for.
        List<Path> places = places(folder, stored);
        parallel.map(IntStream.range(0, stored.size()).boxed().toList(), index -> {
            Asset asset = stored.get(index);
            Path place = TargetFolder.prepared(places.get(index));
            // Where the bytes are kept elsewhere the server sends us on, and the key stays here.
            ApiRequest request = asset(asset.assetId(), experimentKey(asset, version), elsewhere);
            downloads.save(request, place, asset.fileSize(), OverwriteStrategy.OVERWRITE);
            return place;
        });
        if (!links.isEmpty()) {
            warnings.accept("model " + modelName + " " + version.version() + ": Comet only links to "
                    + String.join(", ", links) + ", which " + (links.size() == 1 ? "was" : "were")
                    + " not downloaded");
        }
        return folder.root();
    }

    private List<Path> places(TargetFolder folder, List<Asset> assets) {
        return folder.places(
                assets.stream().map(Asset::fileName).toList(),
                assets.stream().map(asset -> String.valueOf(asset.assetId())).toList(),
                warnings);
    }

    private static void refuseFailedSync(Asset asset) {
        Map<String, Object> metadata = PlainValues.mapIn(asset.metadata());
        if (asset.remote()
                && metadata != null
                && Boolean.FALSE.equals(metadata.get("synced"))
                && metadata.get("error_message") != null) {
            throw new CometException(
                    "\"" + asset.fileName() + "\" was not read when it was logged: " + metadata.get("error_message"));
        }
    }

    /** The link names the experiment that really holds the file. */
    private static String experimentKey(Asset asset, ModelVersion version) {
        String link = asset.link() == null ? "" : asset.link();
        for (String parameter : link.substring(link.indexOf('?') + 1).split("&")) {
            if (parameter.startsWith("experimentKey=")) {
                return URLDecoder.decode(parameter.substring("experimentKey=".length()), StandardCharsets.UTF_8);
            }
        }
        return asset.experimentKey() != null ? asset.experimentKey() : version.experimentKey();
    }

    private static ApiRequest asset(String assetId, String experimentKey, boolean mayBeSentOn) {
        return ApiRequest.get(
                Endpoints.ASSET,
                JsonCalls.parameters(
                        "assetId", assetId, "allow301", JsonCalls.bool(mayBeSentOn), "experimentKey", experimentKey));
    }

    private static TargetFolder folder(String path) {
        return path == null
                ? TargetFolder.temporary()
                : new TargetFolder(Path.of(path).toAbsolutePath());
    }
}
