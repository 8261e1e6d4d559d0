package io.cometsh.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.server.KillRounds.End;
import io.cometsh.server.KillRounds.Served;
import io.cometsh.server.store.FolderCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code cometsh server} acknowledged is there afterwards: after signals, on a full disk, out of memory. {@code scripts/bench/durability} does it in large. */
@Tag("launcher")
@Timeout(300)
class DurabilityIT {
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path folder;

    @Test
    void keeps_every_point_tag_asset_and_run_that_it_acknowledged_before_a_signal() throws Exception {
        KillRounds rounds = new KillRounds(folder, 200, 3, 60, 7, System.out);
        rounds.fill();
        for (End end : End.values()) {
            rounds.round(end);
        }
        rounds.countEverything();
        assertThat(rounds.lost()).isZero();
        assertThat(rounds.acknowledged()).isGreaterThan(120);
        assertThat(FolderCheck.of(folder).problems()).isEmpty();
    }

    @Test
    void reports_a_full_disk_keeps_what_fitted_and_continues_when_there_is_room() throws Exception {
        try (SmallDisk disk = SmallDisk.at(folder, 32)) {
            disk.run("head -c 16000000 /dev/zero > \"$0/ballast\"");
            Path data = folder.resolve("data");
            int kept = 0;
            try (Served served = new Served(data, disk.inside())) {
                Wire wire = new Wire(served.address);
                wire.start("w", "p", KEY, false);
                Wire.Answer answer = points(wire, 0);
                while (answer.status() == 200) {
                    kept++;
                    answer = points(wire, kept);
                }
                assertThat(answer.status()).isEqualTo(507);
                assertThat(answer.text()).contains("no room on " + data).doesNotContain("H2", "SQLITE");
                assertThat(count(wire)).as("reads still work").isEqualTo(kept * 1000);
                assertThat(wire.get("/clientlib/health/ping").status()).isEqualTo(503);
                assertThat(wire.upload(
                                        "/clientlib/asset/upload?experimentId=" + KEY + "&assetId=large",
                                        "x".repeat(20_000_000))
                                .status())
                        .isEqualTo(507);
                assertThat(wire.rest("experiment/asset/list?experimentKey=" + KEY)
                                .get("assets"))
                        .isEmpty();
                disk.run("rm \"$0/ballast\"");
                assertThat(wire.get("/clientlib/health/ping").status()).isEqualTo(200);
                assertThat(points(wire, kept).status()).isEqualTo(200);
                kept++;
                assertThat(wire.upload("/clientlib/asset/upload?experimentId=" + KEY + "&assetId=small", "x")
                                .status())
                        .isEqualTo(200);
                served.kill();
            }
            try (Served served = new Served(data, disk.inside())) {
                assertThat(count(new Wire(served.address))).isEqualTo(kept * 1000);
            }
        }
    }

    @Test
    void refuses_a_read_only_folder_and_reports_when_a_folder_becomes_read_only() throws Exception {
        try (SmallDisk disk = SmallDisk.at(folder, 24)) {
            Path data = folder.resolve("data");
            try (Served served = new Served(data, disk.inside())) {
                Wire wire = new Wire(served.address);
                wire.start("w", "p", KEY, false);
                assertThat(points(wire, 0).status()).isEqualTo(200);
            }
            disk.run("mount -o remount,ro \"$0\"");
            assertThat(Served.refused(data, disk.inside()))
                    .contains("cannot open the data folder " + data)
                    .doesNotContain("\tat ");
            disk.run("mount -o remount,rw \"$0\"");
            try (Served served = new Served(data, disk.inside())) {
                assertThat(count(new Wire(served.address))).isEqualTo(1000);
            }
        }
    }

    @Test
    void goes_on_after_it_was_out_of_memory() throws Exception {
        try (Served served = Served.with(Map.of("COMETSH_JAVA_OPTS", "-Xmx64m"), folder)) {
            Wire wire = new Wire(served.address);
            wire.start("w", "p", KEY, false);
            String large =
                    "{\"experimentKey\":\"" + KEY + "\",\"override\":true,\"html\":\"" + "x".repeat(40_000_000) + "\"}";
            AtomicInteger refused = new AtomicInteger();
            AtomicInteger kept = new AtomicInteger();
            List<Thread> clients = new ArrayList<>();
            for (int client = 0; client < 3; client++) {
                Wire own = new Wire(served.address);
                Thread thread = new Thread(() -> {
                    if (own.post("/api/rest/v2/write/experiment/html", large).status() != 200) {
                        refused.incrementAndGet();
                    }
                });
                thread.start();
                clients.add(thread);
            }
            for (int batch = 0; batch < 20; batch++) {
                if (points(wire, kept.get()).status() == 200) {
                    kept.incrementAndGet();
                }
            }
            for (Thread client : clients) {
                client.join();
            }
            assertThat(refused).as("three at once do not fit").hasPositiveValue();
            assertThat(wire.get("/clientlib/health/ping").status()).isEqualTo(200);
            assertThat(points(wire, kept.get()).status()).isEqualTo(200);
            assertThat(count(wire)).isEqualTo((kept.get() + 1) * 1000);
        }
    }

    private static Wire.Answer points(Wire wire, int batch) {
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            int step = batch * 1000 + i;
            values.append(i == 0 ? "" : ",")
                    .append("{\"metricName\":\"m\",\"metricValue\":" + Math.sin(step) + ",\"step\":" + step
                            + ",\"timestamp\":" + (1000 + step) + "}");
        }
        return wire.post(
                "/clientlib/batch/logger/experiment/metric",
                "{\"experimentKey\":\"" + KEY + "\",\"values\":[" + values + "]}");
    }

    private static int count(Wire wire) throws IOException {
        return wire.rest("experiment/metrics/get-metric?experimentKey=" + KEY + "&metricName=m")
                .get("metrics")
                .size();
    }
}
