package io.cometsh.completion;

import java.util.List;

/**
 * A call whose arguments the cursor is in.
 *
 * @param receiver the chain before the dot; null for a plain call such as {@code Metric("loss")}
 * @param name the method's name as typed
 * @param arguments those begun so far; the last one is the cursor's
 */
record Call(Expression receiver, String name, List<Argument> arguments) {
    Call {
        arguments = List.copyOf(arguments);
    }

    /**
     * One argument.
     *
     * @param name its name when it was named, else null
     * @param text the value of a literal, else null
     * @param variable the name when the argument is just a variable, else null
     * @param begins whether the cursor's literal begins the argument (so it is not, say, the right side of a plus)
     */
    record Argument(String name, String text, String variable, boolean begins) {}

    Argument current() {
        return arguments.get(arguments.size() - 1);
    }

    /** The cursor's place among the arguments without a name. */
    int position() {
        int position = -1;
        for (Argument argument : arguments) {
            position += argument.name() == null ? 1 : 0;
        }
        return position;
    }
}
