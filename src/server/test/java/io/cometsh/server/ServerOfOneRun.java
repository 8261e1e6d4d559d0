package io.cometsh.server;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server in memory with one run in the project p of the workspace w, for each test. */
abstract class ServerOfOneRun {
    CometServer server;
    Wire wire;
    String key;

    @BeforeEach
    void start() {
        server = CometServer.start(ServerOptions.inMemory());
        wire = new Wire(server.address());
        key = wire.create("w", "p");
    }

    @AfterEach
    void stop() {
        server.close();
    }
}
