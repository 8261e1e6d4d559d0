package io.cometsh.transport;

import java.time.Duration;

/**
 * A request that was sent and has no answer yet.
 *
 * @param request method and endpoint, such as {@code GET experiment/metrics/get-all}
 * @param server host and port, such as {@code www.comet.com:443}
 * @param length how long it has waited
 */
public record RequestSilence(String request, String server, Duration length) {}
