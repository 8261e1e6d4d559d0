package io.cometsh.server.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerAccess;
import io.cometsh.server.ServerOptions;
import io.cometsh.server.Wire;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/** A server with the sample workspace, and beside it a living run with a bit of everything and a run whose every name is hostile. */
final class World implements AutoCloseable {
    /** Markup that would change the title of a page that lets it in. */
    static final String HOSTILE =
            "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">\"'&";

    static final String LIVE = "11111111111111111111111111111111";

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final long BEGIN = 1_700_000_000_000L;

    /** The clock is fixed, so that the living run never falls silent and pictures stay the same. */
    private final CometServer server = ServerAccess.start(
            ServerOptions.inMemory().withSample(true).withQueries(World::read),
            Clock.fixed(Instant.ofEpochMilli(BEGIN + 20_000_000), ZoneOffset.UTC));

    private final Wire wire = new Wire(server.address());
    private final String hostile;

    /** Understands one form of query: {@code Metric("loss") < 0.2}. The language has tests of its own. */
    private static QueryReader.PageQuery read(String text, String project, List<QueryReader.QueryColumn> columns) {
        Matcher comparison = Pattern.compile("Metric\\(\"(.+)\"\\) < ([0-9.]+)").matcher(text);
        if (!comparison.matches()) {
            throw new QueryReader.Refused("a comparison is expected\n  " + text + "\n  ^");
        }
        return new QueryReader.PageQuery(
                Map.of(
                        "condition",
                        "AND",
                        "rules",
                        List.of(Map.of(
                                "source",
                                "metrics",
                                "field",
                                comparison.group(1),
                                "type",
                                "double",
                                "operator",
                                "less",
                                "value",
                                Double.valueOf(comparison.group(2))))),
                List.of());
    }

    World() {
        hostile = wire.create("team", "hostile");
        fillHostile();
        wire.start("team", "vision", LIVE, false);
        fillLive();
    }

    Wire wire() {
        return wire;
    }

    /** The key of the run with the hostile names. */
    String hostile() {
        return hostile;
    }

    /** {@code http://127.0.0.1:PORT} and a path. */
    String at(String path) {
        return server.address().resolve(path).toString();
    }

    URI address() {
        return server.address();
    }

    private void fillHostile() {
        post("log-other", hostile, body -> body.put("key", "Name").put("value", HOSTILE));
        post("log-other", hostile, body -> body.put("key", HOSTILE).put("value", HOSTILE));
        post("parameter", hostile, body -> body.put("parameterName", HOSTILE).put("parameterValue", HOSTILE));
        post("tags", hostile, body -> body.putArray("addedTags").add(HOSTILE));
        output(hostile, HOSTILE);
        post("code", hostile, body -> body.put("code", HOSTILE));
        post("html", hostile, body -> body.put("html", HOSTILE));
        post("graph", hostile, body -> body.put("graph", HOSTILE));
        post(
                "git/metadata",
                hostile,
                body -> body.put("user", HOSTILE).put("branch", HOSTILE).put("origin", HOSTILE));
        post("system-details", hostile, body -> {
            body.put("hostname", HOSTILE).put("os", HOSTILE);
            body.putArray("installedPackages").add(HOSTILE);
        });
        metric(hostile, HOSTILE, 1, 1);
        metric(hostile, HOSTILE, 2, 2);
        upload(hostile, "page.html", "asset", HOSTILE.getBytes(StandardCharsets.UTF_8));
        // HTML that calls itself an image.
        upload(hostile, "page.png", "image", HOSTILE.getBytes(StandardCharsets.UTF_8));
        upload(hostile, HOSTILE + ".png", "image", picture(3));
    }

    private void fillLive() {
        post("log-other", LIVE, body -> body.put("key", "Name").put("value", "resnet18-augmented"));
        for (String[] parameter : new String[][] {
            {"learning_rate", "0.0003"}, {"batch_size", "128"}, {"optimizer", "adamw"}, {"layers", "[64, 128, 256]"}
        }) {
            post(
                    "parameter",
                    LIVE,
                    body -> body.put("parameterName", parameter[0]).put("parameterValue", parameter[1]));
        }
        post("tags", LIVE, body -> body.putArray("addedTags").add("baseline").add("augmented"));
        check(wire.post(
                "/clientlib/status-report/offline-metadata",
                JSON.createObjectNode()
                        .put("experimentKey", LIVE)
                        .put("startTimestamp", BEGIN)
                        .toString()));
        Random random = new Random(1);
        batch(LIVE, "train_loss", 20_000, i -> 2.5 * Math.exp(-i / 4000.0) + 0.05 + random.nextGaussian() * 0.02);
        batch(LIVE, "val_loss", 60, i -> 2.6 * Math.exp(-i / 15.0) + 0.12 + random.nextGaussian() * 0.03);
        batch(LIVE, "val_accuracy", 60, i -> 0.95 - 0.8 * Math.exp(-i / 12.0) + random.nextGaussian() * 0.01);
        batch(
                LIVE,
                "grad_norm",
                200,
                i -> i == 50 ? Double.NaN : i == 120 ? Double.POSITIVE_INFINITY : 3 + random.nextGaussian());
        batch(LIVE, "learning_rate", 200, i -> 0.0003 * Math.pow(0.5, i / 20));
        batch(LIVE, "best_epoch", 1, i -> 17);
        batch(LIVE, "sys.cpu.percent.avg", 50, i -> 60 + 20 * random.nextDouble());
        output(LIVE, "loading data\nepoch 1  loss 2.1\repoch 1  loss 1.9\n\u001b[32mdone\u001b[0m\n");
        post("code", LIVE, body -> body.put("code", "import comet_ml\n\nexp = comet_ml.start()\n"));
        post(
                "git/metadata",
                LIVE,
                body -> body.put("user", "ann")
                        .put("branch", "main")
                        .put("parent", "0f1e2d3c")
                        .put("origin", "git@example.org:team/vision.git"));
        post("system-details", LIVE, body -> {
            body.put("hostname", "node-7")
                    .put("os", "Linux-6.1")
                    .put("pythonVersion", "3.11.2")
                    .put("totalRam", 67_430_000_000L);
            body.putArray("installedPackages").add("numpy==2.1.0").add("torch==2.9.0");
        });
        for (int i = 0; i < 8; i++) {
            upload(LIVE, "sample-" + i + ".png", "image", picture(i));
        }
        upload(LIVE, "predictions.csv", "asset", "id,label\n1,7\n".getBytes(StandardCharsets.UTF_8));
    }

    void metric(String key, String name, double value, long step) {
        post(
                "metric",
                key,
                body -> body.put("metricName", name)
                        .put("metricValue", value)
                        .put("step", step)
                        .put("timestamp", BEGIN + step * 1000));
    }

    /** A value of a metric for each step. */
    interface Values {
        double at(int step);
    }

    private void batch(String key, String name, int count, Values values) {
        ObjectNode body = JSON.createObjectNode().put("experimentKey", key);
        ArrayNode points = body.putArray("values");
        for (int i = 0; i < count; i++) {
            points.addObject()
                    .put("metricName", name)
                    .put("metricValue", values.at(i))
                    .put("step", i)
                    .put("epoch", i / 20)
                    .put("timestamp", BEGIN + i * 1000L);
        }
        check(wire.post("/clientlib/batch/logger/experiment/metric", body.toString()));
    }

    /** Fills the body of a request. */
    interface Filling {
        void fill(ObjectNode body);
    }

    void post(String what, String key, Filling filling) {
        ObjectNode body = JSON.createObjectNode().put("experimentKey", key);
        filling.fill(body);
        check(wire.post("/api/rest/v2/write/experiment/" + what, body.toString()));
    }

    void output(String key, String text) {
        post(
                "output",
                key,
                body -> body.putArray("outputLines")
                        .addObject()
                        .put("output", text)
                        .put("offset", 0));
    }

    private void upload(String key, String name, String type, byte[] content) {
        byte[] head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII);
        byte[] end = "\r\n--b--\r\n".getBytes(StandardCharsets.US_ASCII);
        check(wire.send(wire.request("/api/rest/v2/write/experiment/upload-asset?experimentKey=" + key + "&type=" + type
                        + "&fileName=" + URLEncoder.encode(name, StandardCharsets.UTF_8))
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofByteArrays(List.of(head, content, end)))));
    }

    private static void check(Wire.Answer answer) {
        if (answer.status() != 200) {
            throw new AssertionError(answer.status() + " " + answer.text());
        }
    }

    private static byte[] picture(int seed) {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        Graphics2D drawing = image.createGraphics();
        drawing.setColor(Color.getHSBColor(seed / 8f, 0.5f, 0.9f));
        drawing.fillOval(8, 8, 48, 48);
        drawing.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    @Override
    public void close() {
        server.close();
    }
}
