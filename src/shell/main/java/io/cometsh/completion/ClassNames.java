package io.cometsh.completion;

import java.io.IOException;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The JDK's packages and public classes, for {@code import} and for what Groovy imports automatically. */
final class ClassNames {
    /** What every script has without an import. */
    static final List<String> DEFAULT_PACKAGES =
            List.of("java.lang", "java.util", "java.io", "java.net", "java.math", "groovy.lang", "groovy.util");

    private ClassNames() {}

    /**
     * The exported packages of the modules that a program has anyway, with their module. What is in a module is read at the
     * first question about one of its packages: Java keeps what it has listed in memory.
     */
    private static final class Jdk {
        static final Map<String, ModuleReference> PACKAGES = packages();
        private static final Map<ModuleReference, Map<String, Set<String>>> CLASSES = new ConcurrentHashMap<>();

        private static Map<String, ModuleReference> packages() {
            Map<String, ModuleReference> packages = new TreeMap<>();
            for (ResolvedModule module : ModuleLayer.boot().configuration().modules()) {
                ModuleReference reference = module.reference();
                if (reference.descriptor().name().startsWith("java.")) {
                    reference.descriptor().exports().stream()
                            .filter(exports -> !exports.isQualified())
                            .forEach(exports -> packages.put(exports.source(), reference));
                }
            }
            return packages;
        }

        static Collection<String> classes(String packageName) {
            ModuleReference module = PACKAGES.get(packageName);
            return module == null
                    ? Set.of()
                    : CLASSES.computeIfAbsent(module, Jdk::read).getOrDefault(packageName, Set.of());
        }

        /** The simple names by package. */
        private static Map<String, Set<String>> read(ModuleReference module) {
            Map<String, Set<String>> classes = new TreeMap<>();
            try (ModuleReader reader = module.open()) {
                reader.list().forEach(file -> take(file, classes));
            } catch (IOException e) {
                // Names of one module less.
                return Map.of();
            }
            return classes;
        }

        private static void take(String file, Map<String, Set<String>> classes) {
            int slash = file.lastIndexOf('/');
            if (slash < 0 || !file.endsWith(".class") || file.indexOf('$') >= 0) {
                return;
            }
            String owner = file.substring(0, slash).replace('/', '.');
            String name = file.substring(slash + 1, file.length() - ".class".length());
            if (PACKAGES.containsKey(owner) && Character.isUpperCase(name.charAt(0))) {
                classes.computeIfAbsent(owner, key -> new TreeSet<>()).add(name);
            }
        }
    }

    /** The classes of a package; empty for one that the JDK does not have. */
    static Collection<String> in(String packageName) {
        return Jdk.classes(packageName);
    }

    /** The names of all packages. */
    static Collection<String> packages() {
        return Jdk.PACKAGES.keySet();
    }

    /** The classes that need no import and may be meant, with their packages. */
    static Map<String, String> imported(String typed) {
        Map<String, String> found = new LinkedHashMap<>();
        Match match = new Match(typed);
        for (String owner : DEFAULT_PACKAGES) {
            for (String name : in(owner)) {
                if (match.of(name) < Match.SLIP && isPublic(owner + "." + name)) {
                    found.put(name, owner);
                }
            }
        }
        return found;
    }

    static boolean isPublic(String className) {
        try {
            return Modifier.isPublic(Class.forName(className, false, ClassLoader.getSystemClassLoader())
                    .getModifiers());
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** Offers what can be next in {@code import java.ti}: packages a part at a time, then classes. */
    static void offer(String typed, boolean ofStatic, Suggestions suggestions) {
        String stem = typed.substring(0, typed.lastIndexOf('.') + 1);
        String owner = stem.isEmpty() ? "" : stem.substring(0, stem.length() - 1);
        Set<String> parts = new TreeSet<>();
        for (String name : packages()) {
            if (name.startsWith(stem) && name.length() > stem.length()) {
                int dot = name.indexOf('.', stem.length());
                parts.add(name.substring(0, dot < 0 ? name.length() : dot));
            }
        }
        parts.forEach(part ->
                suggestions.add(part, part + ".", part.substring(part.lastIndexOf('.') + 1) + ".", "packages", null));
        for (String name : in(owner)) {
            if (isPublic(owner + "." + name)) {
                suggestions.add(
                        stem + name, stem + name + (ofStatic ? "." : ""), name, owner.toLowerCase(Locale.ROOT), null);
            }
        }
    }
}
