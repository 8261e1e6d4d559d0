/**
 * A Comet-compatible server, embedded: {@code route} (HTTP) over {@code service} (rules) over {@code store} (SQLite and files).
 *
 * <p>It shares no code with the client: it is the second witness to the wire form, and shared code would let one mistake agree with itself.
 */
package io.cometsh.server;
