package io.cometsh.server.route;

import java.io.IOException;

/** Answers one kind of request. Handlers do not catch: {@link Router} turns what they throw into replies. */
@FunctionalInterface
interface Handler {
    Reply handle(Request request) throws IOException;
}
