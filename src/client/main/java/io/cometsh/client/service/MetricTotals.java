package io.cometsh.client.service;

import io.cometsh.client.wire.Asset;
import io.cometsh.client.wire.MetricPoint;
import io.cometsh.client.wire.Numbers;
import io.cometsh.export.CsvRows;
import io.cometsh.export.Table;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.CometReplyException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;

/**
 * Every logged point of a metric. The service samples what it answers with; beside that it keeps long metrics whole, as
 * assets: zip files with one CSV each, several when there are many points.
 */
public final class MetricTotals {
    static final String TYPE = "ASSET_TYPE_FULL_METRIC";
    private static final List<String> WIRE = List.of("value", "timestamp", "step", "epoch");
    private static final List<String> COLUMNS = List.of("value", "timestamp", "step", "epoch", "datetime", "duration");

    private final ExperimentReads reads;
    private final Assets assets;
    private final Downloads downloads;

    public MetricTotals(ExperimentReads reads, Assets assets, Downloads downloads) {
        this.reads = reads;
        this.assets = assets;
        this.downloads = downloads;
    }

    /** One point: the value, when in epoch seconds, step and epoch; each may be null but the value. */
    private record Total(Double value, Number seconds, Long step, Long epoch) {}

    public Table table(String key, String metric, boolean fallbackToSampledData) {
        List<Total> points = new ArrayList<>();
        List<Asset> parts = parts(assets.list(key, TYPE), metric);
        parts.forEach(part -> read(key, part, points::add));
        if (parts.isEmpty() && fallbackToSampledData) {
            sampled(key, metric, points);
        } else if (parts.isEmpty()) {
            reads.warnUnknownMetric(key, metric);
        }
        return new Table(COLUMNS, rows(points));
    }

    /** The files of a metric in the order in which they were written; their names keep only some of its characters. */
    static List<Asset> parts(List<Asset> files, String metric) {
        Pattern name = Pattern.compile(Pattern.quote(stem(metric)) + "_(\\d+)\\.csv\\.zip");
        record Part(long number, Asset asset) {}
        List<Part> parts = new ArrayList<>();
        for (Asset asset : files) {
            Matcher matcher = name.matcher(asset.fileName());
            if (matcher.matches()) {
                parts.add(new Part(Long.parseLong(matcher.group(1)), asset));
            }
        }
        // By number: the tenth comes after the second.
        parts.sort(Comparator.comparingLong(Part::number));
        return parts.stream().map(Part::asset).toList();
    }

    /** What is left of a metric's name in the names of its files; two metrics may have the same. */
    static String stem(String metric) {
        return metric.replaceAll("[^a-zA-Z0-9+-]+", "_");
    }

    private void read(String key, Asset part, Consumer<Total> points) {
        read(
                downloads,
                key,
                part,
                cells -> points.accept(new Total(
                        cells[0] == null ? null : Numbers.toDouble(cells[0]),
                        seconds(cells[1]),
                        whole(cells[2]),
                        whole(cells[3]))));
    }

    /** Gives every point of a file to the sink, the value with the digits that it has there. */
    static void points(Downloads downloads, String key, String metric, Asset part, PointSink sink) {
        read(
                downloads,
                key,
                part,
                cells -> sink.point(new MetricPoint(
                        metric, cells[0], millis(cells[1]), whole(cells[2]), whole(cells[3]), null, null)));
    }

    private static Long millis(String seconds) {
        return seconds != null && Numbers.toCell(seconds) instanceof BigDecimal exact
                ? (Long) exact.movePointRight(3)
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValue()
                : null;
    }

    private static void read(Downloads downloads, String key, Asset part, Consumer<String[]> points) {
        ApiRequest request = Assets.request(key, part.assetId());
        downloads.read(request, zip -> {
            try {
                readZip(zip, points);
            } catch (IOException | IllegalArgumentException e) {
                throw new CometReplyException(
                        request.describe() + ": \"" + part.fileName() + "\" is not a zip with a CSV of points ("
                                + e.getMessage() + ")",
                        e);
            }
        });
    }

    private static void readZip(Path zip, Consumer<String[]> points) throws IOException {
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            if (in.getNextEntry() == null) {
                throw new IOException("it is empty");
            }
            CsvRows.read(new InputStreamReader(in, StandardCharsets.UTF_8), WIRE, points);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void sampled(String key, String metric, List<Total> points) {
        List<MetricPoint> kept = reads.metric(key, metric);
        if (kept.isEmpty()) {
            reads.warnUnknownMetric(key, metric);
            return;
        }
        reads.warnings()
                .accept("experiment " + key + " has no file with all points of \"" + metric + "\": these are the "
                        + kept.size() + " that the service kept, at most 15,000");
        for (MetricPoint point : kept) {
            points.add(new Total(
                    point.getValue(),
                    point.timestamp() == null ? null : point.timestamp() / 1000.0,
                    point.step(),
                    point.epoch()));
        }
    }

    private static List<List<Object>> rows(List<Total> points) {
        List<List<Object>> rows = new ArrayList<>(points.size());
        Double before = null;
        for (Total point : points) {
            Double now = point.seconds() == null ? null : point.seconds().doubleValue();
            rows.add(Arrays.asList(
                    point.value(),
                    point.seconds(),
                    point.step(),
                    point.epoch(),
                    now == null ? null : Instant.ofEpochMilli(Math.round(now * 1000)),
                    now == null || before == null ? null : (Object) (now - before)));
            before = now;
        }
        return rows;
    }

    /** As it is written: a whole number stays one. */
    private static Number seconds(String text) {
        if (text == null) {
            return null;
        }
        double seconds = Numbers.toDouble(text);
        if (!Double.isFinite(seconds)) {
            return null;
        }
        return text.indexOf('.') < 0 && seconds == Math.rint(seconds) ? (Number) (long) seconds : (Number) seconds;
    }

    /** The table came through pandas, where a column with gaps has a fraction after each number. */
    private static Long whole(String text) {
        double number = text == null ? Double.NaN : Numbers.toDouble(text);
        return Double.isFinite(number) ? (Long) (long) number : null;
    }
}
