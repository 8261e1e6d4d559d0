package io.cometsh.shell;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Supplier;

/** {@code :trace}. */
final class TraceCommand implements Command {
    private final Supplier<Throwable> lastFailure;

    TraceCommand(Supplier<Throwable> lastFailure) {
        this.lastFailure = lastFailure;
    }

    @Override
    public String name() {
        return ":trace";
    }

    @Override
    public String usage() {
        return "";
    }

    @Override
    public String summary() {
        return "the whole stack of the last failure";
    }

    @Override
    public String help() {
        return "Shows where in the code the last failure happened, with all its causes.";
    }

    @Override
    public String run(Arguments arguments) {
        Throwable failure = lastFailure.get();
        if (failure == null) {
            return "nothing has failed so far";
        }
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
