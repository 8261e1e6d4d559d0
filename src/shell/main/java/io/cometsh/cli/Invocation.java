package io.cometsh.cli;

import io.cometsh.transport.RequestListener;

/** One run of a command: its connection and logs around what it does, and an exit code from whatever happens. */
final class Invocation {
    private final GlobalOptions options;
    private final ProcessContext context;
    private final String name;

    /** What a command does; it gives the exit code. */
    @FunctionalInterface
    interface Body {
        int run(ApiConnection connection) throws Exception;
    }

    /** What a command does that also writes data. */
    @FunctionalInterface
    interface WritingBody {
        int run(ApiConnection connection, Output output) throws Exception;
    }

    /** @param name what is run, such as {@code nightly.groovy} or {@code query}: for messages and the log */
    Invocation(GlobalOptions options, ProcessContext context, String name) {
        this.options = options;
        this.context = context;
        this.name = name;
    }

    int of(Body body) {
        RequestLog requests = options.verbose ? new RequestLog(context.err()) : null;
        try (RunLog log = options.log == null
                ? null
                : RunLog.begin(context.workingFolder().resolve(options.log), name)) {
            int exit = logged(body, requests, log);
            if (log != null) {
                log.exit(exit);
            }
            return exit;
        } catch (UsageException e) {
            return new ErrorHandler(context.err(), options.stacktrace, Plain.isWanted(options, context))
                    .handle(e, null);
        } finally {
            if (requests != null) {
                requests.total();
            }
        }
    }

    /** With the output that {@code -o} names; it is there when the run is done and not before. */
    int writing(WritingBody body) {
        return of(connection -> {
            try (Output output = Output.to(options.output, context.out())) {
                int exit = body.run(connection, output);
                if (exit == ExitCode.DONE) {
                    output.complete();
                }
                return exit;
            }
        });
    }

    /**
     * The same for a comparison, whose exit code 1 is an answer: the output is complete with it too, and an error without a
     * code of its own is {@link ExitCode#NOT_COMPARABLE}.
     */
    int comparing(WritingBody body) {
        boolean[] answered = {false};
        int exit = of(connection -> {
            try (Output output = Output.to(options.output, context.out())) {
                int answer = body.run(connection, output);
                output.complete();
                answered[0] = true;
                return answer;
            }
        });
        return exit == ExitCode.FAILED && !answered[0] ? ExitCode.NOT_COMPARABLE : exit;
    }

    private int logged(Body body, RequestLog requests, RunLog log) {
        RequestListener listener = requests == null ? RequestListener.NONE : requests;
        try (ApiConnection connection = new ApiConnection(options, context, listener, log)) {
            return body.run(connection);
        } catch (Throwable thrown) {
            ErrorHandler handler =
                    new ErrorHandler(context.err(), options.stacktrace, Plain.isWanted(options, context));
            if (log != null) {
                log.error(handler.sentence(thrown, name));
            }
            return handler.handle(thrown, name);
        }
    }
}
