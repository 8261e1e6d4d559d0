package io.cometsh.server;

import io.cometsh.server.store.Store;
import java.time.Clock;

/** What tests of other packages need of a server and users must not have. */
public final class ServerAccess {
    private ServerAccess() {}

    public static Store store(CometServer server) {
        return server.services().store();
    }

    public static CometServer start(ServerOptions options, Clock clock) {
        return CometServer.start(options, clock);
    }

    /** Ends silent runs now, instead of within five seconds. */
    public static void sweep(CometServer server) {
        server.services().experiments().endSilent();
    }
}
