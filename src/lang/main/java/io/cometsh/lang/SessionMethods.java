package io.cometsh.lang;

import groovy.lang.Script;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.codehaus.groovy.reflection.CachedMethod;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.codehaus.groovy.runtime.MetaClassHelper;

/**
 * The methods that a session's inputs have defined. A later one of the same parameter types replaces an earlier one;
 * among others the closest to the arguments is called, as Groovy would in one class.
 */
final class SessionMethods implements ScriptBinding.Fallback {
    /** The script object is kept, because its methods run in it. */
    private record Definition(Script script, CachedMethod method) {}

    private record Signature(String name, List<Class<?>> parameters) {}

    private final Map<Signature, Definition> definitions = new LinkedHashMap<>();

    synchronized Set<String> names() {
        Set<String> names = new TreeSet<>();
        definitions.keySet().forEach(signature -> names.add(signature.name()));
        return names;
    }

    /** The parameter names of each method of this name. */
    synchronized Set<List<String>> parametersOf(String name) {
        return definitions.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(name))
                .map(entry -> entry.getValue().method().getCachedMethod())
                .map(method -> Arrays.stream(method.getParameters())
                        .map(Parameter::getName)
                        .toList())
                .collect(Collectors.toSet());
    }

    synchronized void clear() {
        definitions.clear();
    }

    /** Remembers what the class of one input defines, and gives the names. */
    synchronized Set<String> add(Script script) {
        Set<String> added = new TreeSet<>();
        for (Method method : script.getClass().getDeclaredMethods()) {
            boolean isOurs = method.isSynthetic()
                    || method.getName().contains("$")
                    || method.getName().equals("run") && method.getParameterCount() == 0
                    || method.getName().equals("main") && Modifier.isStatic(method.getModifiers());
            if (!isOurs) {
                Signature signature = new Signature(method.getName(), List.of(method.getParameterTypes()));
                // Taken out first, so that the newest is last.
                definitions.remove(signature);
                definitions.put(signature, new Definition(script, CachedMethod.find(method)));
                added.add(method.getName());
            }
        }
        return added;
    }

    @Override
    public synchronized Optional<ScriptBinding.FunctionCall> find(String name, Object[] arguments) {
        Class<?>[] types = Arrays.stream(arguments)
                .map(argument -> argument == null ? null : argument.getClass())
                .toArray(Class<?>[]::new);
        Definition best = null;
        long bestDistance = Long.MAX_VALUE;
        for (Map.Entry<Signature, Definition> entry : definitions.entrySet()) {
            CachedMethod method = entry.getValue().method();
            if (entry.getKey().name().equals(name) && method.isValidMethod(types)) {
                long distance = MetaClassHelper.calculateParameterDistance(types, method);
                if (distance <= bestDistance) {
                    best = entry.getValue();
                    bestDistance = distance;
                }
            }
        }
        if (best == null) {
            return Optional.empty();
        }
        Definition found = best;
        return Optional.of(() -> invoke(found, arguments));
    }

    private static Object invoke(Definition definition, Object[] arguments) {
        return definition.method().doMethodInvoke(definition.script(), InvokerHelper.asArray(arguments));
    }
}
