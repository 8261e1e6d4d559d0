package io.cometsh.shell;

import io.cometsh.completion.Scope;

/** The language of the shell, as the loop sees it. */
public interface Evaluator extends Scope {
    /** Runs what was typed and gives its value; definitions persist. An interrupt of the thread ends it. */
    Object evaluate(String code) throws Throwable;

    /** Whether more must follow before this can be run. */
    boolean isUnfinished(String text);

    /** Loads what the first evaluation would; called once, in the background. */
    void warmUp();

    /** What went wrong, in one or two lines for the user. */
    String describe(Throwable failure);
}
