/**
 * The recordings of Comet's own Python client, all of them, against ours: {@link io.cometsh.conformance.ConformanceTest}
 * is the one test, the rest of the package is what it needs.
 */
package io.cometsh.conformance;
