package io.cometsh.completion;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ResolvedModule;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
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
     * The exported packages of the modules that a program has anyway, with the names of their modules. What is in a package
     * is read at the first question about it: Java keeps what it has listed in memory.
     */
    private static final class Jdk {
        static final Map<String, String> PACKAGES = packages();
        private static final FileSystem FILES = FileSystems.getFileSystem(URI.create("jrt:/"));
        private static final Map<String, Set<String>> CLASSES = new ConcurrentHashMap<>();

        private static Map<String, String> packages() {
            Map<String, String> packages = new TreeMap<>();
            for (ResolvedModule resolved : ModuleLayer.boot().configuration().modules()) {
                ModuleDescriptor module = resolved.reference().descriptor();
                if (module.name().startsWith("java.")) {
                    module.exports().stream()
                            .filter(exports -> !exports.isQualified())
                            .forEach(exports -> packages.put(exports.source(), module.name()));
                }
            }
            return packages;
        }

        static Collection<String> classes(String packageName) {
            String module = PACKAGES.get(packageName);
            return module == null
                    ? Set.of()
                    : CLASSES.computeIfAbsent(
                            packageName, name -> read(FILES.getPath("modules", module, name.replace('.', '/'))));
        }

        /** The simple names. */
        private static Set<String> read(Path folder) {
            Set<String> classes = new TreeSet<>();
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.class")) {
                for (Path file : files) {
                    String name = folder.relativize(file).toString();
                    if (name.indexOf('$') < 0 && Character.isUpperCase(name.charAt(0))) {
                        classes.add(name.substring(0, name.length() - ".class".length()));
                    }
                }
            } catch (IOException e) {
                // Names of one package less.
                return Set.of();
            }
            return classes;
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
