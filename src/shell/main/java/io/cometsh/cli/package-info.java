/** The command line: options, what to run, where its output goes, and the exit code. Only this package uses picocli. */
package io.cometsh.cli;
