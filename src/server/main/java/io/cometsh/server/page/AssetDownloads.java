package io.cometsh.server.page;

import io.cometsh.server.route.Reply;
import io.cometsh.server.route.Request;
import io.cometsh.server.route.Services;
import io.cometsh.server.service.AssetService.Stored;
import io.cometsh.server.service.CometError;
import io.cometsh.server.service.ExperimentService.ExperimentInProject;
import io.cometsh.server.store.DocumentStore.Document;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a run logged, as files. A run may log HTML and scripts of anybody: they are downloaded, never shown as a page of this server. Only images that a browser cannot take for anything else
 * are shown.
 */
final class AssetDownloads {
    private static final Set<String> PICTURES = Set.of("png", "jpg", "jpeg", "gif", "webp");

    private final Services services;

    AssetDownloads(Services services) {
        this.services = services;
    }

    /** In the pages' own space: a browser's request for an image does not accept HTML. */
    static String address(ExperimentInProject run, String file) {
        return "/-/run/" + Links.part(run.row().key()) + "/" + file;
    }

    /** Whether a file is an image by its name. */
    static boolean isPicture(String name, String extension) {
        String end = extension == null || extension.isEmpty() ? name.substring(name.lastIndexOf('.') + 1) : extension;
        return PICTURES.contains(end.replace(".", "").toLowerCase(Locale.ROOT));
    }

    Reply asset(Request request) {
        Stored asset = stored(request);
        return new Reply.File(asset.file(), attached(asset.row().fileName()));
    }

    Reply image(Request request) throws IOException {
        Stored asset = stored(request);
        Optional<String> type = pictureType(asset.file());
        if (type.isEmpty()) {
            return asset(request);
        }
        Map<String, String> headers = safe();
        headers.put("Content-Type", type.get());
        // An asset never changes under its id.
        headers.put("Cache-Control", "private, max-age=86400");
        return new Reply.File(asset.file(), headers);
    }

    /** A file of a version of an artifact or of a registry model. */
    Reply kept(Request request) {
        Stored asset = here(services.artifacts().file(request.inPath("version"), request.inPath("asset")));
        return new Reply.File(asset.file(), attached(asset.row().fileName()));
    }

    private Stored stored(Request request) {
        return here(services.assets().get(request.inPath("key"), request.inPath("asset")));
    }

    private Stored here(Stored asset) {
        if (!services.assets().hasBytes(asset)) {
            throw CometError.ASSET_NOT_FOUND.of(asset.row().id() + " (its bytes are not here)");
        }
        return asset;
    }

    /** The type of an image by its first bytes; its name does not count. */
    private static Optional<String> pictureType(Path file) throws IOException {
        String head;
        try (InputStream in = Files.newInputStream(file)) {
            head = new String(in.readNBytes(12), StandardCharsets.ISO_8859_1);
        }
        if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
            return Optional.of("image/png");
        }
        if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return Optional.of("image/jpeg");
        }
        if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) {
            return Optional.of("image/gif");
        }
        return head.startsWith("RIFF") && head.endsWith("WEBP") ? Optional.of("image/webp") : Optional.empty();
    }

    /** All of the output, as it was written. */
    Reply output(Request request) {
        Map<String, String> headers = safe();
        byte[] text = services.log().output(request.inPath("key")).getBytes(StandardCharsets.UTF_8);
        return new Reply.Content(200, "text/plain; charset=utf-8", headers, text);
    }

    Reply html(Request request) {
        return document(request, Document.HTML, "log.html");
    }

    Reply graph(Request request) {
        return document(request, Document.GRAPH, "graph.txt");
    }

    private Reply document(Request request, Document document, String name) {
        return bytes(text(request, document, name).getBytes(StandardCharsets.UTF_8), name);
    }

    Reply gitPatch(Request request) {
        String name = "git-patch.zip";
        return bytes(Base64.getDecoder().decode(text(request, Document.GIT_PATCH, name)), name);
    }

    private String text(Request request, Document document, String name) {
        String text = services.log().document(request.inPath("key"), document);
        if (text == null) {
            throw CometError.ASSET_NOT_FOUND.of(name);
        }
        return text;
    }

    private static Reply bytes(byte[] content, String name) {
        return new Reply.Content(200, "application/octet-stream", attached(name), content);
    }

    private static Map<String, String> attached(String name) {
        Map<String, String> headers = safe();
        String last = name.substring(name.lastIndexOf('/') + 1);
        String plain = last.replaceAll("[^A-Za-z0-9._-]", "_");
        headers.put(
                "Content-Disposition", "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + Links.part(last));
        return headers;
    }

    /** Whatever the bytes are, a browser takes them for nothing that runs. */
    private static Map<String, String> safe() {
        Map<String, String> headers = new HashMap<>(Layout.headers());
        headers.put("Content-Security-Policy", "default-src 'none'; sandbox");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        return headers;
    }
}
