package io.cometsh.lang;

import groovy.lang.GroovyClassLoader;
import java.util.Collection;
import java.util.List;
import org.codehaus.groovy.control.ResolveVisitor;

/** Finds the class of a name as Groovy would, without compiling anything. */
final class TypeNames {
    private static final List<String> ALWAYS = List.of("java.math.BigDecimal", "java.math.BigInteger");

    private TypeNames() {}

    static Class<?> find(
            String name, Collection<String> defined, Collection<String> imports, GroovyClassLoader loader) {
        if (name == null || name.isEmpty() || !Character.isJavaIdentifierStart(name.charAt(0))) {
            return null;
        }
        if (name.indexOf('.') > 0 || defined.contains(name)) {
            return load(name, loader);
        }
        if (!Character.isUpperCase(name.charAt(0))) {
            return null;
        }
        for (String line : imports) {
            String imported = line.replaceFirst("^import\\s+(static\\s+)?", "").replaceFirst("\\s+as\\s+\\w+$", "");
            Class<?> found = null;
            if (imported.endsWith("." + name)) {
                found = load(imported, loader);
            } else if (imported.endsWith(".*")) {
                found = load(imported.substring(0, imported.length() - 1) + name, loader);
            }
            if (found != null) {
                return found;
            }
        }
        for (String owner : ResolveVisitor.DEFAULT_IMPORTS) {
            Class<?> found = load(owner + name, loader);
            if (found != null) {
                return found;
            }
        }
        return ALWAYS.stream()
                .filter(full -> full.endsWith("." + name))
                .findFirst()
                .map(full -> (Class<?>) load(full, loader))
                .orElse(null);
    }

    private static Class<?> load(String name, GroovyClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }
}
