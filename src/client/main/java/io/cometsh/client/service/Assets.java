package io.cometsh.client.service;

import io.cometsh.client.wire.Asset;
import io.cometsh.client.wire.Curve;
import io.cometsh.client.wire.DetailReader;
import io.cometsh.client.wire.PlainValues;
import io.cometsh.text.Names;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.CometException;
import io.cometsh.transport.CometHttpException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The reads of the files of one experiment. */
public final class Assets {
    private final JsonCalls calls;
    private final Parallel parallel;
    private final Consumer<String> warnings;

    public Assets(JsonCalls calls, Parallel parallel, Consumer<String> warnings) {
        this.calls = calls;
        this.parallel = parallel;
        this.warnings = warnings;
    }

    /** @param type null asks without a type, which is not the same as {@code all} to every server */
    public List<Asset> list(String key, String type) {
        return calls.get(Endpoints.ASSETS, JsonCalls.parameters("experimentKey", key, "type", type))
                .list("assets", DetailReader::asset);
    }

    public byte[] bytes(String key, String assetId) {
        return calls.bytes(Endpoints.ASSET, content(key, assetId));
    }

    public String text(String key, String assetId) {
        return new String(bytes(key, assetId), StandardCharsets.UTF_8);
    }

    public Object json(String key, String assetId) {
        return PlainValues.of(calls.get(Endpoints.ASSET, content(key, assetId)).json());
    }

    /** The content in the form that a script names as Python's client does. */
    public Object content(String key, String assetId, String returnType) {
        return switch (returnType == null ? "binary" : returnType) {
            case "binary" -> bytes(key, assetId);
            case "text" -> text(key, assetId);
            case "json" -> json(key, assetId);
            default ->
                throw new CometException("an asset has no form \"" + returnType + "\": ask for binary, text or json");
        };
    }

    /** The assets of a file name; empty and a warning when there is none. */
    List<Asset> named(String key, String fileName, String type) {
        List<Asset> found;
        try {
            found = calls.get(
                            Endpoints.ASSET_BY_NAME,
                            JsonCalls.parameters("experimentKey", key, "assetName", fileName, "type", type))
                    .list("assets", DetailReader::asset);
        } catch (CometHttpException e) {
            if (e.status() != 404 && e.status() != 405) {
                throw e;
            }
            // Servers before 4.3.385 cannot look for a name; where the experiment is missing this read reports it too.
            found = list(key, type == null ? "all" : type).stream()
                    .filter(asset -> fileName.equals(asset.fileName()))
                    .toList();
        }
        if (found.isEmpty()) {
            warnings.accept("experiment " + key + " has no asset \"" + fileName + "\""
                    + (type == null ? "" : " of type " + type));
        }
        return found;
    }

    /**
     * The asset of this id or file name, or the only one whose name ends so: {@code best.pt} is {@code weights/best.pt}.
     *
     * @throws NotFoundException when there is none, or several; names the nearest
     */
    public Asset one(String key, String nameOrId) {
        List<Asset> all = list(key, "all");
        List<Predicate<Asset>> ways = List.of(
                asset -> nameOrId.equals(asset.assetId()),
                asset -> nameOrId.equals(asset.fileName()),
                asset -> asset.fileName() != null && asset.fileName().endsWith("/" + nameOrId));
        for (Predicate<Asset> way : ways) {
            List<Asset> found = all.stream().filter(way).toList();
            if (found.size() == 1) {
                return found.get(0);
            }
            if (!found.isEmpty()) {
                throw new NotFoundException("experiment " + key + " has " + found.size() + " assets \"" + nameOrId
                        + "\": give one of getAssetList(), or its id, such as "
                        + found.get(0).assetId() + " for " + found.get(0).fileName());
            }
        }
        throw new NotFoundException("experiment " + key + " has no asset \"" + nameOrId + "\""
                + Names.hint(nameOrId, all.stream().map(Asset::fileName).toList()));
    }

    public Object firstNamed(String key, String fileName, String type, String returnType) {
        List<Asset> found = named(key, fileName, "all".equals(type) ? null : type);
        return found.isEmpty() ? null : content(key, found.get(0).assetId(), returnType);
    }

    public List<Object> allNamed(String key, String fileName, String type, String returnType) {
        return parallel.map(named(key, fileName, type), asset -> content(key, asset.assetId(), returnType));
    }

    public List<Curve> curves(String key) {
        return parallel.map(list(key, "curve"), asset -> curve(key, asset.assetId(), asset.step()));
    }

    public Curve curve(String key, String assetId) {
        Curve curve = curve(key, assetId, null);
        for (Asset asset : list(key, "curve")) {
            if (assetId.equals(asset.assetId())) {
                return new Curve(curve.name(), curve.x(), curve.y(), asset.step(), assetId);
            }
        }
        return curve;
    }

    private Curve curve(String key, String assetId, Long step) {
        return DetailReader.curve(
                calls.get(Endpoints.ASSET, content(key, assetId)).json(), step, assetId);
    }

    /** The request for the bytes of a file. */
    static ApiRequest request(String key, String assetId) {
        return ApiRequest.get(Endpoints.ASSET, content(key, assetId));
    }

    private static Map<String, String> content(String key, String assetId) {
        return JsonCalls.parameters("assetId", assetId, "allow301", JsonCalls.bool(false), "experimentKey", key);
    }
}
