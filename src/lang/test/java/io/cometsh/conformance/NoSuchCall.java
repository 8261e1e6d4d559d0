package io.cometsh.conformance;

/** Thrown by the translator where Python takes what no overload of ours does. */
final class NoSuchCall extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
