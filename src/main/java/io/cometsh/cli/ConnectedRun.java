package io.cometsh.cli;

import io.cometsh.transport.RequestListener;

/** What a command that talks to a server does around its own work: connect, write, tell errors, and close. */
final class ConnectedRun {
    private ConnectedRun() {}

    /** The work itself; gives the exit code. */
    interface Work {
        int run(Connection connection, Output output) throws Exception;
    }

    /** @param scriptName how the user's code is called in messages; null where none runs */
    static int of(GlobalOptions options, Surroundings surroundings, String scriptName, Work work) {
        RequestLog log = options.verbose ? new RequestLog(surroundings.err()) : null;
        try (Connection connection = new Connection(options, surroundings, log == null ? RequestListener.NONE : log);
                Output output = Output.to(options.output, surroundings.out())) {
            int exit = work.run(connection, output);
            if (exit == ExitCode.DONE) {
                output.complete();
            }
            return exit;
        } catch (Throwable thrown) {
            return new ErrorHandler(surroundings.err(), options.stacktrace).handle(thrown, scriptName);
        } finally {
            if (log != null) {
                log.total();
            }
        }
    }
}
