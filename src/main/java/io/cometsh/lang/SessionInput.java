package io.cometsh.lang;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One input of a session that ran to its end, and which names it makes, changes and needs.
 *
 * @param code as it was entered
 * @param assigned variables that it surely sets, whatever they were before
 * @param changed variables that it may change
 * @param needed names that its statements read: variables, methods, classes
 * @param methods what it defines as methods, by their names
 * @param classes what it defines as classes, by their names
 * @param imports the names that its imports give
 * @param importsAll whether it imports a whole package or class
 * @param edits what must be written differently in a script
 * @param lastStatement where its last statement begins
 * @param shown whether it ended in an expression with a value, which {@code _} then was
 */
record SessionInput(
        String code,
        Set<String> assigned,
        Set<String> changed,
        Set<String> needed,
        Map<String, Definition> methods,
        Map<String, Definition> classes,
        Set<String> imports,
        boolean importsAll,
        List<Edit> edits,
        int lastStatement,
        boolean shown) {
    /**
     * A method or class.
     *
     * @param key the name, of a method with its parameter types: what a later definition must equal to replace this one
     */
    record Definition(String name, String key, int start, int end, Set<String> needed) {}

    /** The text from start to end becomes another one. */
    record Edit(int start, int end, String text) {}

    String source(Definition definition) {
        return code.substring(definition.start(), definition.end());
    }

    /** The reads that look at the project in use. */
    static final Set<String> PLACED = Set.of("query", "getExperiments", "getExperiment", "getColumns");

    private static final String USE = "useProject";

    /** Naming the project in use. */
    static SessionInput using(String code) {
        return new SessionInput(
                code, PLACED, Set.of(), Set.of(USE), Map.of(), Map.of(), Set.of(), false, List.of(), 0, false);
    }

    /** Whether it does nothing but name the project in use, as a command of the shell did. */
    boolean isOnlyUse() {
        return assigned.equals(PLACED) && needed.equals(Set.of(USE));
    }

    /** What names the project in use makes what the reads need. */
    SessionInput placing() {
        if (!needed.contains(USE) || isOnlyUse()) {
            return this;
        }
        Set<String> makes = new LinkedHashSet<>(changed);
        makes.addAll(PLACED);
        return new SessionInput(
                code, assigned, makes, needed, methods, classes, imports, importsAll, edits, lastStatement, shown);
    }

    /** All names that it makes or changes. */
    Set<String> makes() {
        Set<String> makes = new LinkedHashSet<>(assigned);
        makes.addAll(changed);
        makes.addAll(imports);
        methods.values().forEach(method -> makes.add(method.name()));
        makes.addAll(classes.keySet());
        return makes;
    }

    SessionInput shown(boolean value) {
        return new SessionInput(
                code, assigned, changed, needed, methods, classes, imports, importsAll, edits, lastStatement, value);
    }
}
