package io.cometsh.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.support.Worlds;
import io.cometsh.transport.ApiReply;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.OkHttpTransport;
import io.cometsh.transport.Transport;
import io.cometsh.transport.TransportOptions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a loss of power leaves of a journal: what was forced to the disk, and not what was only written. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JournalDurabilityTest {
    @TempDir
    Path folder;

    private CometServer server;
    private final List<String> unforced = Collections.synchronizedList(new ArrayList<>());
    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private volatile String onDisk = "";

    @BeforeEach
    void start() {
        server = CometServer.start(ServerOptions.inMemory());
        Worlds.fill(server, "acme", "vision", 40, (run, i) -> run.metric("loss", i));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void force(FileChannel channel) throws IOException {
        channel.force(false);
        try (Stream<Path> files = Files.list(folder)) {
            onDisk = Files.readString(files.findFirst().orElseThrow());
        }
        events.add("force");
    }

    /** Looks, before a write goes to the server, at what a loss of power would leave. */
    private Transport watched(Transport real) {
        return new Transport() {
            @Override
            public ApiReply send(ApiRequest request) {
                if (!request.isRead()) {
                    events.add("write");
                    String about = request.json() == null ? request.target() : request.json();
                    boolean there = onDisk.lines()
                            .filter(line -> line.contains("\"begin\""))
                            .map(line -> line.replaceAll(".*\"experimentKey\":\"([^\"]*)\".*", "$1"))
                            .anyMatch(about::contains);
                    if (!there) {
                        unforced.add(about);
                    }
                }
                return real.send(request);
            }
        };
    }

    @Test
    void each_change_is_on_the_disk_before_it_is_sent() {
        try (Transport real = new OkHttpTransport(TransportOptions.of(server.address(), "any-key"));
                Api api = new Api(
                        watched(real),
                        server::address,
                        ApiOptions.defaults().withJournals(() -> Journals.in(folder, this::force)))) {
            api.plan(api.getExperiments("acme", "vision"))
                    .addTag("a")
                    .addTag("b")
                    .archive()
                    .apply();
        }
        assertThat(events.stream().filter("write"::equals)).hasSize(120);
        assertThat(unforced).isEmpty();
        // The folder's own, and at most one a change: threads that wait share one.
        assertThat(events.stream().filter("force"::equals)).hasSizeBetween(2, 121);
    }

    @Test
    void the_last_one_is_the_last_done_also_when_the_clock_was_set_back() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-10-25T02:30:00Z"));
        try (Transport real = new OkHttpTransport(TransportOptions.of(server.address(), "any-key"));
                Api api = new Api(
                        real,
                        server::address,
                        ApiOptions.defaults().withJournals(() -> Journals.in(folder, channel -> {}, now::get)))) {
            List<Experiment> one = api.getExperiments("acme", "vision").subList(0, 1);
            api.plan(one).addTag("first").apply();
            now.set(Instant.parse("2026-10-25T01:00:00Z"));
            api.plan(one).addTag("second").apply();
            assertThat(api.undo().table().rows().get(0)).contains("remove tag second");
        }
    }

    @Test
    void nothing_is_forced_where_no_journal_is_kept() {
        try (Transport real = new OkHttpTransport(TransportOptions.of(server.address(), "any-key"));
                Api api = new Api(
                        real,
                        server::address,
                        ApiOptions.defaults()
                                .withJournals(
                                        () -> Journals.in(folder, this::force).onlyRead()))) {
            api.plan(api.getExperiments("acme", "vision")).addTag("a").apply();
        }
        assertThat(events).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }
}
