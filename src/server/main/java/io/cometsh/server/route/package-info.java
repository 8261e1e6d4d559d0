/** HTTP, and nothing else: a table of method and path to handler, and the shapes on the wire. Handlers call one service and never catch; {@link io.cometsh.server.route.Router} answers for failures. */
package io.cometsh.server.route;
