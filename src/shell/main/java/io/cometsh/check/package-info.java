/**
 * Expectations about runs, for continuous integration: {@link io.cometsh.check.Expectation} is one line,
 * {@link io.cometsh.check.Check} compares it with runs, and {@link io.cometsh.check.CheckResult} holds every comparison.
 */
package io.cometsh.check;
