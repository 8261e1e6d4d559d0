package io.cometsh.client.service;

import io.cometsh.client.wire.Json;
import io.cometsh.export.Format;
import io.cometsh.export.Table;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.BodyPart;
import io.cometsh.transport.CometException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Sends files of one experiment, as they are read. */
public final class AssetWrites {
    private static final Set<String> VIDEOS = Set.of("mp4", "mov", "wmv", "gif");

    private final JsonWrites writes;

    public AssetWrites(JsonWrites writes) {
        this.writes = writes;
    }

    /** What goes with a file; each may be null. */
    public record Labels(
            String name, Number step, Number epoch, Boolean overwrite, String context, Map<?, ?> metadata) {}

    public Map<String, Object> asset(String key, Path file, String type, Labels labels) {
        Path readable = readable(file);
        return upload(
                key,
                labels.name() == null ? fileName(file) : labels.name(),
                type,
                extension(file),
                labels,
                BodyPart.file("file", "file", readable));
    }

    public Map<String, Object> image(String key, Path file, Labels labels) {
        String extension = extension(file);
        return upload(
                key,
                labels.name(),
                "image",
                // Only of images does Comet's own client keep the dot.
                extension == null ? null : "." + extension,
                labels,
                BodyPart.file("file", fileName(file), readable(file)));
    }

    public Map<String, Object> video(String key, Path file, Labels labels) {
        String extension = extension(file);
        if (extension == null || !VIDEOS.contains(extension.toLowerCase(Locale.ROOT))) {
            throw new CometException(file + " is not a video that Comet can show: use MP4, MOV, WMV or GIF");
        }
        return upload(
                key, labels.name(), "video", extension, labels, BodyPart.file("file", fileName(file), readable(file)));
    }

    public Map<String, Object> curve(
            String key,
            String name,
            List<? extends Number> x,
            List<? extends Number> y,
            boolean overwrite,
            Number step) {
        if (x.size() != y.size()) {
            throw new CometException("the curve \"" + name + "\" has " + x.size() + " values of x and " + y.size()
                    + " of y: there must be as many");
        }
        return upload(
                key,
                name,
                "curve",
                null,
                new Labels(name, step, null, overwrite ? true : null, null, null),
                BodyPart.text("file", "file", Json.write(JsonWrites.body("x", x, "y", y, "name", name))));
    }

    /** A table as CSV, by RFC 4180. */
    public Map<String, Object> table(String key, String fileName, Table table) {
        StringBuilder csv = new StringBuilder();
        try {
            Format.CSV.writer(0).write(table, csv);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return upload(
                key,
                fileName,
                "asset",
                "csv",
                new Labels(fileName, null, null, null, null, null),
                BodyPart.text("file", "file", csv.toString()));
    }

    public Map<String, Object> gitPatch(String key, byte[] patch) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("git_diff.patch"));
            zip.write(patch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return writes.send(ApiRequest.upload(
                "write/experiment/git/patch",
                JsonCalls.parameters("experimentKey", key),
                List.of(BodyPart.bytes("file", "filename", bytes.toByteArray()))));
    }

    private Map<String, Object> upload(
            String key, String name, String type, String extension, Labels labels, BodyPart file) {
        List<BodyPart> parts = new ArrayList<>(List.of(file));
        if (labels.metadata() != null) {
            parts.add(BodyPart.text("metadata", null, Json.write(labels.metadata())));
        }
        return writes.send(ApiRequest.upload(
                "write/experiment/upload-asset",
                JsonCalls.parameters(
                        "experimentKey",
                        key,
                        "fileName",
                        name,
                        "step",
                        text(labels.step()),
                        "epoch",
                        text(labels.epoch()),
                        "overwrite",
                        Boolean.TRUE.equals(labels.overwrite()) ? JsonCalls.bool(true) : null,
                        "context",
                        labels.context(),
                        "type",
                        type,
                        "extension",
                        extension),
                parts));
    }

    private static String text(Number number) {
        return number == null ? null : number.toString();
    }

    private static Path readable(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new CometException("there is no file " + file + " that can be read");
        }
        return file;
    }

    private static String fileName(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** The text after the last dot; null when there is none. */
    private static String extension(Path file) {
        return extension(fileName(file));
    }

    static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? null : name.substring(dot + 1);
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Rows with or without names above them; without, the first row takes the place of the names. */
    public static Table table(List<? extends List<?>> rows, List<?> headers) {
        List<List<Object>> cells = new ArrayList<>();
        rows.forEach(row -> cells.add(new ArrayList<>(row)));
        if (headers == null && cells.isEmpty()) {
            throw new CometException("a table needs a row or headers");
        }
        List<?> first = headers == null ? cells.remove(0) : headers;
        return new Table(
                first.stream().map(cell -> cell == null ? "" : cell.toString()).toList(), cells);
    }
}
