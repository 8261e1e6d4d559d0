package io.cometsh.server.service;

import io.cometsh.server.store.AssetRow;
import io.cometsh.server.store.DocumentStore.Document;
import io.cometsh.server.store.ExperimentRow;
import io.cometsh.server.store.KeptAsset;
import io.cometsh.server.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Files of experiments. */
public final class AssetService {
    private static final String SOURCE_CODE = "source_code";
    private static final String NAMED_HERE = "auto-generated-in-the-backend";

    private final Store store;
    private final ExperimentService experiments;
    private final LogService log;
    private final Clock clock;

    public AssetService(Store store, ExperimentService experiments, LogService log, Clock clock) {
        this.store = store;
        this.experiments = experiments;
        this.log = log;
        this.clock = clock;
    }

    /**
     * What an upload states about its asset.
     *
     * @param id null lets the server make one
     * @param overwrite whether the asset replaces assets of the same name, type and group
     */
    public record Description(
            String experimentKey,
            String id,
            String fileName,
            String extension,
            String type,
            Long step,
            Long epoch,
            String context,
            String metadata,
            String grouping,
            String link,
            boolean overwrite) {}

    /** An asset with its experiment, and where its bytes are. */
    public record Stored(AssetRow row, String experimentKey, Path file) {}

    /** Keeps an asset whose bytes are read from {@code bytes}; null for a remote one. */
    public AssetRow put(Description asset, InputStream bytes) throws IOException {
        return put(asset, bytes, clock.millis());
    }

    /**
     * Keeps an asset that another server has received.
     *
     * @param created when that server received it, in epoch milliseconds
     */
    public AssetRow put(Description asset, InputStream bytes, long created) throws IOException {
        String id = asset.id() == null || asset.id().isBlank() ? newId() : asset.id();
        experiments.get(asset.experimentKey());
        long size = bytes == null ? 0 : store.files().write(asset.experimentKey(), id, bytes);
        List<String> replaced = new ArrayList<>();
        AssetRow stored = put(asset, id, size, created, replaced);
        for (String old : replaced) {
            store.files().remove(asset.experimentKey(), old);
        }
        return stored;
    }

    private AssetRow put(Description asset, String id, long size, long created, List<String> replaced) {
        return store.write(tx -> {
            replaced.clear();
            ExperimentRow row = log.heard(tx, asset.experimentKey());
            AssetRow stored = new AssetRow(
                    id,
                    row.num(),
                    fileName(asset, id),
                    asset.extension(),
                    asset.type(),
                    asset.step(),
                    asset.epoch(),
                    asset.context(),
                    size,
                    asset.link(),
                    asset.metadata(),
                    asset.grouping(),
                    created);
            if (asset.overwrite()) {
                for (AssetRow old : store.assets().alike(tx, stored)) {
                    store.assets().remove(tx, row.num(), old.id());
                    replaced.add(old.id());
                }
            }
            store.assets().put(tx, stored);
            if (isImage(asset.type())) {
                log.fact(tx, row, MetadataColumn.HAS_IMAGES, "true");
            }
            return stored;
        });
    }

    private static String fileName(Description asset, String id) {
        if (asset.fileName() == null
                || asset.fileName().isEmpty()
                || asset.fileName().equals(NAMED_HERE)) {
            String extension =
                    asset.extension() == null ? "" : "." + asset.extension().replaceFirst("^\\.", "");
            return (asset.type() == null ? "asset" : asset.type()) + "-" + id.substring(0, Math.min(8, id.length()))
                    + extension;
        }
        return asset.fileName();
    }

    /** The assets of an experiment; {@code type} null or {@code all} is every one. */
    public List<AssetRow> list(String key, String type) {
        return store
                .read(tx -> store.assets().of(tx, experiments.require(tx, key).num()))
                .stream()
                .filter(asset -> type == null || type.equals("all") || type.equals(shownType(asset)))
                .toList();
    }

    public List<AssetRow> named(String key, String name, String type) {
        return list(key, type).stream()
                .filter(asset -> name.equals(asset.fileName()))
                .toList();
    }

    /** An asset of an experiment; if the experiment does not have it any more, the copy that a version of a model or of an artifact keeps. */
    public Stored get(String key, String id) {
        return store.read(tx -> {
            Optional<ExperimentRow> row = store.experiments().byKey(tx, key);
            Optional<AssetRow> asset = row.isEmpty()
                    ? Optional.empty()
                    : store.assets().find(tx, row.get().num(), id);
            if (asset.isPresent()) {
                return new Stored(asset.get(), key, store.files().path(key, id));
            }
            Optional<KeptAsset> kept = store.kept().loggedBy(tx, key, id);
            if (kept.isPresent()) {
                return stored(kept.get());
            }
            experiments.require(tx, key);
            throw CometError.ASSET_NOT_FOUND.of(id);
        });
    }

    /**
     * The code of an experiment: what was set, else the uploaded script (the file of the experiment's path), else the first uploaded source file; null without any.
     */
    public String code(String key) throws IOException {
        String set = log.document(key, Document.CODE);
        if (set != null) {
            return set;
        }
        List<AssetRow> sources = list(key, SOURCE_CODE);
        String script = experiments.get(key).row().filePath();
        Optional<AssetRow> source = sources.stream()
                .filter(asset -> asset.fileName().equals(script))
                .findFirst()
                .or(() -> sources.stream().findFirst());
        Stored stored = source.isEmpty() ? null : get(key, source.get().id());
        return stored == null || !hasBytes(stored)
                ? null
                : new String(Files.readAllBytes(stored.file()), StandardCharsets.UTF_8);
    }

    /** Where a kept asset is. */
    public Stored stored(KeptAsset kept) {
        return new Stored(
                kept.asset(),
                kept.experimentKey(),
                store.files().path(kept.owner(), kept.asset().id()));
    }

    /** Removes an asset; one that is gone already is not an error, since the request may come twice. */
    public void delete(String key, String id) throws IOException {
        store.write(tx -> {
            store.assets().remove(tx, experiments.require(tx, key).num(), id);
            return null;
        });
        store.files().remove(key, id);
    }

    public boolean hasBytes(Stored asset) {
        return asset.row().link() == null && Files.exists(asset.file());
    }

    public static String shownType(AssetRow asset) {
        return asset.type() == null ? "asset" : asset.type();
    }

    /** A file of a model; the grouping names the model. */
    public static boolean isModelElement(String type) {
        return "model-element".equals(type);
    }

    public static boolean isImage(String type) {
        return "image".equals(type);
    }

    public static boolean isAudio(String type) {
        return "audio".equals(type);
    }

    public static boolean isVideo(String type) {
        return "video".equals(type);
    }

    public static String newId() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
