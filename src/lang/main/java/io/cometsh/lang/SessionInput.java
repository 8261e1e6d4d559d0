package io.cometsh.lang;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One input of a session that ran to its end, what it defines and which names it reads.
 *
 * @param code as it was entered
 * @param needed names that its statements read: variables, methods, classes
 * @param methods what it defines as methods, by their names
 * @param classes what it defines as classes, by their names
 * @param edits what must be written differently in a script
 * @param lastStatement where its last statement begins
 * @param shown whether it ended in an expression with a value, which {@code _} then was
 * @param onlyUse whether a command of the shell made it, to name the project in use
 */
record SessionInput(
        String code,
        Set<String> needed,
        Map<String, Definition> methods,
        Map<String, Definition> classes,
        List<TextEdit> edits,
        int lastStatement,
        boolean shown,
        boolean onlyUse) {
    /**
     * A method or class.
     *
     * @param key the name, of a method with its parameter types: what a later definition must equal to replace this one
     */
    record Definition(String name, String key, int start, int end, Set<String> needed) {}

    /** The text from start to end becomes another one. */
    record TextEdit(int start, int end, String text) {}

    String source(Definition definition) {
        return code.substring(definition.start(), definition.end());
    }

    /** The reads that look at the project in use. */
    static final Set<String> PLACED = Set.of("query", "getExperiments", "getExperiment", "getColumns");

    /** Naming the project in use. */
    static SessionInput using(String code) {
        return new SessionInput(code, Set.of("useProject"), Map.of(), Map.of(), List.of(), 0, false, true);
    }

    SessionInput shown(boolean value) {
        return new SessionInput(code, needed, methods, classes, edits, lastStatement, value, onlyUse);
    }
}
