package io.cometsh.conformance;

/**
 * How our call compares with the recorded one.
 *
 * @param made whether there is such a call of ours at all
 * @param asks the differences of the requests; empty when there are none
 * @param gives the differences of the results; empty when there are none
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
