package io.cometsh.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that was killed sends nothing more; the server ends it. */
class BeatTest {
    private static final String KEY = "e9059d0b53234d389ca8daf4457b0c84";
    private static final long START = 1_700_000_000_000L;

    private final AtomicLong now = new AtomicLong(START);

    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(now.get());
        }
    };

    @Test
    void ends_a_silent_run_with_its_last_message() {
        try (CometServer server = CometServer.start(ServerOptions.inMemory(), clock)) {
            Wire wire = new Wire(server.address());
            wire.start("w", "p", KEY, false);
            now.addAndGet(10_000);
            beat(wire);
            now.addAndGet(5_000);
            wire.write(
                    "experiment/parameter", "{'experimentKey':'" + KEY + "','parameterName':'a','parameterValue':1}");
            now.addAndGet(44_000);
            ServerAccess.sweep(server);
            assertThat(metadata(wire).get("running").asBoolean()).isTrue();

            now.addAndGet(2_000);
            ServerAccess.sweep(server);
            assertThat(metadata(wire).get("running").asBoolean()).isFalse();
            assertThat(metadata(wire).get("hasCrashed").asBoolean()).isFalse();
            assertThat(metadata(wire).get("endTimeMillis").asLong()).isEqualTo(START + 15_000);
        }
    }

    @Test
    void a_run_that_beats_goes_on_and_one_that_was_given_up_comes_back() {
        try (CometServer server = CometServer.start(ServerOptions.inMemory(), clock)) {
            Wire wire = new Wire(server.address());
            wire.start("w", "p", KEY, false);
            for (int i = 0; i < 20; i++) {
                now.addAndGet(10_000);
                beat(wire);
                ServerAccess.sweep(server);
            }
            assertThat(metadata(wire).get("running").asBoolean()).isTrue();
            now.addAndGet(120_000);
            ServerAccess.sweep(server);
            assertThat(metadata(wire).get("running").asBoolean()).isFalse();
            beat(wire);
            assertThat(metadata(wire).get("running").asBoolean()).isTrue();
        }
    }

    @Test
    void runs_that_were_active_when_the_server_stopped_get_time_to_report(@TempDir Path folder) {
        try (CometServer server = CometServer.start(ServerOptions.inFolder(folder), clock)) {
            new Wire(server.address()).start("w", "p", KEY, false);
        }
        now.addAndGet(3_600_000);
        try (CometServer server = CometServer.start(ServerOptions.inFolder(folder), clock)) {
            Wire wire = new Wire(server.address());
            ServerAccess.sweep(server);
            assertThat(metadata(wire).get("running").asBoolean()).isTrue();
            now.addAndGet(61_000);
            ServerAccess.sweep(server);
            assertThat(metadata(wire).get("running").asBoolean()).isFalse();
            assertThat(metadata(wire).get("endTimeMillis").asLong()).isEqualTo(START);
        }
    }

    private static void beat(Wire wire) {
        assertThat(wire.post("/clientlib/status-report/update", "{\"experimentKey\":\"" + KEY + "\",\"is_alive\":true}")
                        .status())
                .isEqualTo(200);
    }

    private static JsonNode metadata(Wire wire) {
        return wire.rest("experiment/metadata?experimentKey=" + KEY);
    }
}
