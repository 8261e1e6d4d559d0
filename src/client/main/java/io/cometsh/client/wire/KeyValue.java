package io.cometsh.client.wire;

/**
 * An entry of a model version's metadata or status configuration.
 *
 * @param value any JSON value as plain Java: text, number, boolean, list, map or null
 */
public record KeyValue(String key, Object value) implements WireRecord {}
