package io.cometsh.lang;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.codehaus.groovy.runtime.DefaultGroovyMethods;

/**
 * The methods that Groovy and its modules on the class path add to Java's classes, such as {@code collect} and
 * {@code findAll}. Each is a static method whose first parameter is the object in front of the dot.
 */
public final class GroovyMethods {
    private static final String MODULES = "META-INF/groovy/org.codehaus.groovy.runtime.ExtensionModule";

    /** What is written as an operator or as a conversion, and what Groovy calls automatically. */
    private static final Set<String> UNSPOKEN = Set.of(
            "and",
            "asBoolean",
            "asType",
            "bitwiseNegate",
            "div",
            "getAt",
            "getMetaClass",
            "getMetaPropertyValues",
            "intdiv",
            "invokeMethod",
            "isCase",
            "isNotCase",
            "leftShift",
            "metaClass",
            "minus",
            "mixin",
            "mod",
            "multiply",
            "negative",
            "next",
            "or",
            "plus",
            "positive",
            "power",
            "previous",
            "putAt",
            "rightShift",
            "rightShiftUnsigned",
            "setMetaClass",
            "toString",
            "use",
            "xor");

    private static final String OURS = "io.cometsh.";

    private static final Map<Class<?>, List<Method>> BY_TYPE = new ConcurrentHashMap<>();

    private GroovyMethods() {}

    /** The methods for an object of this class, by name; those for every object whatsoever are left out. */
    public static List<Method> of(Class<?> type) {
        return BY_TYPE.computeIfAbsent(type, GroovyMethods::find);
    }

    /** The methods that this program adds to its own classes, such as {@code plot} to an experiment. */
    public static List<Method> ours(Class<?> type) {
        return type.getName().startsWith(OURS)
                ? Ours.METHODS.stream()
                        .filter(method -> method.getParameterTypes()[0].isAssignableFrom(type))
                        .toList()
                : List.of();
    }

    /** The parameters of a method as a call has them: an extension method has the object in front of the dot as its first. */
    public static List<Parameter> parameters(Method method) {
        List<Parameter> all = List.of(method.getParameters());
        return isOurs(method) ? all.subList(1, all.size()) : all;
    }

    private static boolean isOurs(Method method) {
        return Modifier.isStatic(method.getModifiers()) && Ours.METHODS.contains(method);
    }

    private static List<Method> find(Class<?> type) {
        List<Method> found = new ArrayList<>();
        for (Method method : All.METHODS) {
            Class<?> receiver = method.getParameterTypes()[0];
            if (receiver != Object.class && receiver.isAssignableFrom(type) && !isOurs(method)) {
                found.add(method);
            }
        }
        if (isMany(type)) {
            for (Method method : All.METHODS) {
                boolean shadowed =
                        found.stream().anyMatch(other -> other.getName().equals(method.getName()));
                if (method.getParameterTypes()[0] == Object.class && !shadowed) {
                    found.add(method);
                }
            }
        }
        found.sort((one, other) -> {
            int byName = one.getName().compareTo(other.getName());
            return byName != 0 ? byName : Integer.compare(one.getParameterCount(), other.getParameterCount());
        });
        return Collections.unmodifiableList(found);
    }

    /** Whether {@code each} and its like make sense; Groovy offers them for every object. */
    private static boolean isMany(Class<?> type) {
        return Iterable.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type) || type.isArray();
    }

    /** Read at the first question: more than a thousand methods. */
    private static final class All {
        static final List<Method> METHODS = read();

        private static List<Method> read() {
            Set<Class<?>> homes = new LinkedHashSet<>();
            Collections.<Class<?>>addAll(homes, DefaultGroovyMethods.DGM_LIKE_CLASSES);
            homes.addAll(Modules.classes(""));
            return Modules.methods(homes);
        }
    }

    /** Few, and read at the first call that is typed. What {@code lang} has adapts Groovy's own methods. */
    private static final class Ours {
        static final List<Method> METHODS = Modules.methods(Modules.classes(OURS)).stream()
                .filter(method -> method.getDeclaringClass().getPackage() != GroovyMethods.class.getPackage())
                .filter(method -> method.getParameterTypes()[0].getName().startsWith(OURS))
                .sorted(Comparator.comparing(Method::getName)
                        .thenComparing(Method::getParameterCount)
                        .thenComparing(Method::toString))
                .toList();
    }

    /** The extension modules on the class path. */
    private static final class Modules {
        static List<Method> methods(Set<Class<?>> homes) {
            List<Method> methods = new ArrayList<>();
            for (Class<?> home : homes) {
                for (Method method : home.getMethods()) {
                    boolean isExtension = Modifier.isStatic(method.getModifiers())
                            && method.getParameterCount() > 0
                            && !method.isAnnotationPresent(Deprecated.class)
                            && !method.isSynthetic()
                            && !UNSPOKEN.contains(method.getName());
                    if (isExtension) {
                        methods.add(method);
                    }
                }
            }
            return methods;
        }

        /** Their classes whose names begin so. */
        static Set<Class<?>> classes(String prefix) {
            Set<Class<?>> homes = new LinkedHashSet<>();
            ClassLoader loader = GroovyMethods.class.getClassLoader();
            try {
                for (URL module : Collections.list(loader.getResources(MODULES))) {
                    Properties properties = new Properties();
                    try (InputStream stream = module.openStream()) {
                        properties.load(stream);
                    }
                    for (String name :
                            properties.getProperty("extensionClasses", "").split("[\\s,]+")) {
                        if (!name.isEmpty() && name.startsWith(prefix)) {
                            homes.add(Class.forName(name, false, loader));
                        }
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (ClassNotFoundException e) {
                // A module that names a class it does not have: the others are as good as before.
                return homes;
            }
            return homes;
        }
    }
}
