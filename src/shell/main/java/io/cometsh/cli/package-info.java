/** The command line: options, what to run, where its output goes, and what the exit code says. The only picocli. */
package io.cometsh.cli;
