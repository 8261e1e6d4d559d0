package org.codehaus.groovy.reflection;

import java.util.function.Consumer;

/**
 * Replaces Groovy's class of this name, which comes later on the class path: a class gets the methods that Groovy adds to
 * it when it is first asked for, and not all classes at the start.
 */
public class ReflectionCache {
    private static volatile Consumer<CachedClass> methods;

    /** {@code Object}, used by Groovy. */
    public static final CachedClass OBJECT_CLASS = getCachedClass(Object.class);

    /** {@code Object[]}, used by Groovy. */
    public static final CachedClass OBJECT_ARRAY_CLASS = getCachedClass(Object[].class);

    /** What Groovy knows of a class; null for null. */
    public static CachedClass getCachedClass(@SuppressWarnings("rawtypes") Class type) {
        if (type == null) {
            return null;
        }
        CachedClass known = ClassInfo.getClassInfo(type).getCachedClass();
        if (methods != null) {
            methods.accept(known);
        }
        return known;
    }

    /** Adds the methods of each class by this object; for the classes that are already known, immediately. */
    public static void addMethodsBy(Consumer<CachedClass> adding) {
        methods = adding;
        for (ClassInfo known : ClassInfo.getAllClassInfo()) {
            adding.accept(known.getCachedClass());
        }
    }
}
