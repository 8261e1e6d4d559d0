package io.cometsh.client.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cometsh.client.wire.MetricPoint;
import io.cometsh.transport.ApiReply;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.ApiStream;
import io.cometsh.transport.Transport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Points from bytes, compared with Jackson's tree of the same reply. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PointScannerTest {
    private static final List<String> NAMES =
            List.of("loss", "val/acc", "a.b-c_d", "é🦊", "with \"quotes\"", "a,b", "", "x");
    private static final List<String> VALUES = List.of(
            "0.25",
            "-1",
            "NaN",
            "nan",
            "Infinity",
            "-inf",
            "1e308",
            "1E-7",
            "",
            "text, \"quoted\"",
            "tab\tnewline\n",
            "123456789012345678901234567890.5",
            "ü",
            "-",
            "-x",
            "1:2",
            "\u007f",
            "\\");
    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "-1",
            "17",
            "999999999999999999",
            "-999999999999999999",
            "1000000000000000000",
            "9223372036854775807",
            "-9223372036854775808",
            "null",
            "-0",
            "1700000000000");
    private static final List<String> TEXT_MEMBERS = List.of("metricName", "metricValue", "runContext");
    private static final List<String> NUMBER_MEMBERS = List.of("timestamp", "step", "epoch", "offset");

    /** Points of the same members and the same name. */
    private static final String ALIKE = "{\"metricName\":\"a\",\"metricValue\":\"1\",\"step\":7},".repeat(3);

    private final Random random = new Random(7);

    @Test
    void generated_replies_are_read_as_jackson_reads_them() throws IOException {
        int scanned = 0;
        int all = 0;
        for (int round = 0; round < 1500; round++) {
            double unusual = round % 3 == 0 ? 0 : 0.02;
            byte[] reply = reply(1 + random.nextInt(60), unusual).getBytes(StandardCharsets.UTF_8);
            Collected read = read(reply);
            assertThat(read.points).isEqualTo(expected(reply));
            assertThat(read.cells)
                    .isEqualTo(read.scannedPoints.stream()
                            .map(PointScannerTest::cells)
                            .toList());
            scanned += read.cells.size();
            all += read.points.size();
        }
        assertThat(scanned).as("points of %s that went without the parser", all).isGreaterThan(all / 2);
    }

    @Test
    void a_reply_that_ends_early_is_an_error_wherever_it_ends() {
        byte[] reply = ("{\"metrics\":[{\"metricName\":\"a\",\"metricValue\":\"1\",\"step\":1}," + ALIKE
                        + " {\"step\":22,\"epoch\":null}]}")
                .getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < reply.length; length++) {
            byte[] part = Arrays.copyOf(reply, length);
            assertThat(catchThrowable(() -> read(part))).as("%s bytes", length).isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void what_is_not_json_is_an_error() {
        for (String points : List.of(
                "{\"step\":01}",
                "{\"step\":1,}",
                "{\"step\":1},",
                "{\"step\":1}{\"step\":2}",
                "{\"step\":1},null",
                "{\"step\":+1}",
                "{\"step\":1 2}",
                "{\"metricValue\":\"a\nb\"}",
                "{\"step\":-}",
                "{\"step\" 1}",
                "{\"step\":nul}",
                "{step:1}",
                "{\"metricName\":\"a}",
                "{\"step\":1}],[{\"step\":1}",
                ALIKE + "{\"metricName\":\"a\",\"metricValue\":\"1\",\"step\":01}",
                ALIKE + "{\"metricName\":\"a\",\"metricValue\":\"1\",\"step\":-}",
                ALIKE + "{\"metricName\":\"a\",\"metricValue\":\"1\",\"step\":1 2}",
                ALIKE + "{\"metricName\":\"a\",\"metricValue\":\"1\",\"step\":1",
                ALIKE + "{\"metricName\":\"a\",\"metricValue\":\"1\n\",\"step\":1}",
                ALIKE + "{\"metricName\":\"a\",\"metricValue\":\"1,\"step\":1}")) {
            String padded = points + " ".repeat(40);
            byte[] reply = ("{\"metrics\":[" + padded + "]}").getBytes(StandardCharsets.UTF_8);
            assertThat(catchThrowable(() -> read(reply))).as(points).isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void points_longer_than_the_buffer_and_many_points_are_read() throws IOException {
        String usual = "{\"metricName\":\"a\",\"metricValue\":\"0.5\",\"timestamp\":1700000000000,\"step\":7}";
        String huge = "{\"metricName\":\"a\",\"metricValue\":\"" + "1".repeat(100_000) + "\",\"step\":8}";
        byte[] reply = ("{\"metrics\":[" + (usual + ",").repeat(5000) + huge + "," + usual + "]}")
                .getBytes(StandardCharsets.UTF_8);
        Collected read = read(reply);
        assertThat(read.points).isEqualTo(expected(reply));
        assertThat(read.cells).hasSize(5000);
    }

    private String reply(int count, double unusual) {
        String space = random.nextInt(3) == 0 ? " " : "";
        // Points as a server sends them: nearly all have the members and the name of the one before.
        boolean alike = random.nextInt(3) > 0;
        String sameName = pick(NAMES, 3);
        List<String> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean other = !alike || random.nextInt(10) == 0;
            List<String> members = new ArrayList<>();
            boolean odd = random.nextDouble() < unusual;
            for (String name : TEXT_MEMBERS) {
                String value = name.equals("metricName")
                        ? other ? pick(NAMES, odd ? NAMES.size() : 3) : sameName
                        : pick(VALUES, odd ? VALUES.size() : 8);
                boolean none = random.nextInt(12) == 0 || !other && name.equals("runContext");
                members.add(member(name, space, none ? "null" : quoted(value, odd)));
            }
            for (String name : NUMBER_MEMBERS) {
                String value = odd && random.nextInt(4) == 0 ? "1.0" : pick(NUMBERS, odd ? NUMBERS.size() : 6);
                members.add(member(name, space, random.nextInt(6) == 0 ? "null" : value));
            }
            if (other && random.nextInt(4) == 0) {
                Collections.shuffle(members, random);
            }
            if (other && random.nextInt(4) == 0) {
                members.remove(random.nextInt(members.size()));
            }
            if (odd && random.nextBoolean()) {
                members.add(member("more", space, "{\"step\":[1,{\"step\":2}]}"));
            }
            points.add("{" + String.join("," + space, members) + space + "}");
        }
        return "{\"metrics\":[" + String.join(space + "," + space, points) + "]}";
    }

    private static String member(String name, String space, String value) {
        return "\"" + name + "\":" + space + value;
    }

    private String pick(List<String> from, int most) {
        return from.get(random.nextInt(most));
    }

    private static String quoted(String text, boolean escaped) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\' || c < ' ' || escaped && c % 5 == 0) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    private static List<MetricPoint> expected(byte[] reply) throws IOException {
        List<MetricPoint> points = new ArrayList<>();
        for (JsonNode point : new JsonMapper().readTree(reply).get("metrics")) {
            points.add(new MetricPoint(
                    text(point, "metricName"),
                    text(point, "metricValue"),
                    number(point, "timestamp"),
                    number(point, "step"),
                    number(point, "epoch"),
                    text(point, "runContext"),
                    number(point, "offset")));
        }
        return points;
    }

    private static String text(JsonNode point, String member) {
        return point.hasNonNull(member) ? point.get(member).asText() : null;
    }

    private static Long number(JsonNode point, String member) {
        return point.hasNonNull(member) ? (Long) point.get(member).asLong() : null;
    }

    private static String cells(MetricPoint point) {
        return cell(point.step()) + "," + cell(point.epoch()) + "," + cell(point.timestamp()) + ","
                + cell(point.text());
    }

    private static String cell(Object value) {
        return value == null ? "" : value.toString();
    }

    private static Collected read(byte[] reply) {
        Transport transport = new Transport() {
            @Override
            public ApiReply send(ApiRequest request) {
                return new ApiReply(200, "application/json", reply);
            }

            @Override
            public ApiStream open(ApiRequest request) {
                // Few bytes at a time, as from a network.
                return new ApiStream(200, "application/json", -1, new ByteArrayInputStream(reply) {
                    @Override
                    public synchronized int read(byte[] bytes, int offset, int length) {
                        return super.read(bytes, offset, Math.min(length, 1000));
                    }
                });
            }
        };
        Collected collected = new Collected();
        new PointReader(transport).metric("key", "any", collected);
        assertThat(collected.complete).isTrue();
        return collected;
    }

    private static final class Collected implements PointSink {
        private final List<MetricPoint> points = new ArrayList<>();
        private final List<MetricPoint> scannedPoints = new ArrayList<>();
        private final List<String> cells = new ArrayList<>();
        private boolean complete;

        @Override
        public void begin() {}

        @Override
        public void point(MetricPoint point) {
            points.add(point);
        }

        @Override
        public void scanned(ScannedPoint point) {
            byte[] bytes = new byte[point.cellsLength()];
            assertThat(point.copyCells(bytes, 0)).isEqualTo(bytes.length);
            cells.add(new String(bytes, StandardCharsets.US_ASCII));
            scannedPoints.add(point.toPoint());
            point(point.toPoint());
        }

        @Override
        public void complete() {
            complete = true;
        }
    }
}
