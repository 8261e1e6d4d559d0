package io.cometsh.conformance;

/**
 * How our call compares with the recorded one.
 *
 * @param made whether there is such a call of ours at all
 * @param asks what was asked otherwise; empty when nothing was
 * @param gives what came back otherwise; empty when nothing did
 */
record Outcome(boolean made, String asks, String gives) {
    static final Outcome UNMADE = new Outcome(false, "", "");

    boolean isSame() {
        return made && asks.isEmpty() && gives.isEmpty();
    }

    /** In one word, as the table of lines has it. */
    String kind() {
        if (!made) {
            return "no-call";
        }
        if (asks.isEmpty()) {
            return gives.isEmpty() ? "same" : "gives";
        }
        return gives.isEmpty() ? "asks" : "asks+gives";
    }
}
