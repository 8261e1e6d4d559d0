package io.cometsh.shell;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code :trace}. */
final class TraceCommand implements Command {
    private final Supplier<Throwable> lastFailure;
    private final Function<Throwable, List<String>> places;

    /** {@code places} gives the user's own places on a stack, innermost first. */
    TraceCommand(Supplier<Throwable> lastFailure, Function<Throwable, List<String>> places) {
        this.lastFailure = lastFailure;
        this.places = places;
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
        return "Shows where in your code the last failure happened, and below it the whole stack with all its causes.";
    }

    @Override
    public boolean showsValue() {
        return true;
    }

    @Override
    public String run(Arguments arguments) {
        Throwable failure = lastFailure.get();
        if (failure == null) {
            return "nothing has failed so far";
        }
        StringWriter text = new StringWriter();
        List<String> own = places.apply(failure);
        if (!own.isEmpty()) {
            text.append("in your code, the innermost first:\n");
            own.forEach(place -> text.append("  ").append(place).append('\n'));
        }
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
