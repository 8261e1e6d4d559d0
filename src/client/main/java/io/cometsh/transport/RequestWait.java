package io.cometsh.transport;

import java.time.Duration;

/**
 * A pause before an attempt, reported when it begins.
 *
 * @param request method and endpoint, such as {@code GET experiment/metrics/get-all}
 * @param length how long it will be
 * @param reason such as {@code 429 Too Many Requests} or the service's limit
 */
public record RequestWait(String request, Duration length, String reason) {}
