package io.cometsh.support;

import io.cometsh.server.CometServer;
import io.cometsh.server.ServerAccess;
import io.cometsh.server.store.BulkWriter;
import java.util.function.ObjIntConsumer;

/**
 * Fills a running server quickly: {@code Worlds.fill(server, "acme", "big", 100_000, (run, i) -> run.metric("acc", i / 1e5).param("lr", 0.1).tag("even"))}. Some 15,000 runs of ten values a
 * second.
 */
public final class Worlds {
    private Worlds() {}

    /**
     * Adds {@code runs} runs to a project; run i has the key {@link #key}(i) unless {@code maker} sets another, which
     * it must in a second project of one server.
     */
    public static void fill(
            CometServer server, String workspace, String project, int runs, ObjIntConsumer<BulkWriter.Run> maker) {
        BulkWriter.write(ServerAccess.store(server), workspace, project, runs, maker);
    }

    /** The key of run {@code index}: 32 hexadecimal digits. */
    public static String key(int index) {
        return BulkWriter.key(index);
    }
}
