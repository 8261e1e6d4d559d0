package io.cometsh.server.page;

import io.cometsh.server.route.Reply;
import io.cometsh.server.route.Request;
import java.io.IOException;

/** Answers the requests of one address. {@link Site} turns what it throws into pages. */
@FunctionalInterface
interface Page {
    Reply show(Request request) throws IOException;
}
