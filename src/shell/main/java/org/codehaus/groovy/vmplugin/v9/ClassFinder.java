package org.codehaus.groovy.vmplugin.v9;

import java.net.URI;
import java.util.Map;
import java.util.Set;

/**
 * Replaces Groovy's class of this name, which comes later on the class path. Groovy's lists all classes of Java and of
 * its own jar at the first compilation, and also at the first printed GString of a script that was compiled before. The
 * list only saves look-ups: the compiler asks the class loader for a name that is not in it, and finds the same class.
 */
public final class ClassFinder {
    private ClassFinder() {}

    /** Finds no class. */
    public static Map<String, Set<String>> find(URI entry, String packageName) {
        return Map.of();
    }

    /** Finds no class. */
    public static Map<String, Set<String>> find(URI entry, String packageName, boolean recursive) {
        return Map.of();
    }

    /** Finds no class. */
    public static Map<String, Set<String>> find(
            URI entry, String packageName, boolean recursive, boolean innerClasses) {
        return Map.of();
    }
}
