package io.cometsh.shell;

import java.util.function.IntFunction;

/** {@code :more}: the next part of the last value that was too long to be shown whole. */
final class MoreCommand implements Command {
    private IntFunction<DisplayPart> rest;
    private boolean isText;

    /** Gives the text of what is shown now, and keeps its rest. */
    synchronized String show(DisplayPart shown) {
        if (shown.text() != null) {
            rest = shown.rest();
        }
        isText = shown.isText();
        return shown.text();
    }

    /** Whether what was shown last is read from top to bottom, so that a long one is paged. */
    synchronized boolean isText() {
        return isText;
    }

    @Override
    public String name() {
        return ":more";
    }

    @Override
    public String usage() {
        return "";
    }

    @Override
    public String summary() {
        return "the next rows of the last table, the next part of a long text or list";
    }

    @Override
    public String help() {
        return """
                A long value is shown in parts, with a count of what is left. What the next
                part needs is read now.""";
    }

    @Override
    public boolean showsValue() {
        return true;
    }

    @Override
    public synchronized String run(CommandArguments arguments) {
        if (rest == null) {
            throw new CommandException("there is no more to show");
        }
        return show(rest.apply(arguments.width()));
    }
}
