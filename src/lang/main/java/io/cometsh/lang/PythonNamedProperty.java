package io.cometsh.lang;

import groovy.lang.MissingPropertyException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.codehaus.groovy.reflection.CachedMethod;

/** A property in Python's spelling: a getter, or a member of a record. A method that does something is never meant. */
final class PythonNamedProperty {
    private static final ClassValue<Map<String, Method>> GETTERS = new ClassValue<>() {
        @Override
        protected Map<String, Method> computeValue(Class<?> type) {
            Map<String, Method> getters = new LinkedHashMap<>();
            if (type.isRecord()) {
                for (RecordComponent component : type.getRecordComponents()) {
                    getters.put(component.getName(), component.getAccessor());
                }
            }
            for (Method method : type.getMethods()) {
                String name = property(method);
                if (name != null) {
                    getters.putIfAbsent(name, method);
                }
            }
            return getters;
        }
    };

    private PythonNamedProperty() {}

    static Object of(Object target, String name) {
        Map<String, Method> getters = GETTERS.get(target.getClass());
        if (name.contains("_")) {
            for (Map.Entry<String, Method> getter : getters.entrySet()) {
                if (Spelling.fold(getter.getKey()).equals(Spelling.fold(name))) {
                    return CachedMethod.find(getter.getValue()).doMethodInvoke(target, new Object[0]);
                }
            }
        }
        Optional<Method> method = Arrays.stream(target.getClass().getMethods())
                .filter(one -> !one.isSynthetic() && Spelling.means(name, one.getName()))
                .min(Comparator.comparingInt(Method::getParameterCount));
        if (method.isPresent()) {
            throw new SpelledPropertyException(
                    "`" + name + "` is a method of " + target.getClass().getSimpleName() + ": write " + name
                            + Arrays.stream(method.get().getParameters())
                                    .map(Parameter::getName)
                                    .collect(Collectors.joining(", ", "(", ")")),
                    name,
                    target.getClass());
        }
        List<String> names = new ArrayList<>(getters.keySet());
        if (name.contains("_")) {
            names.replaceAll(Spelling::snake);
        }
        throw new SpelledPropertyException(
                target.getClass().getSimpleName() + " has no property `" + name + "`"
                        + Spelling.didYouMean(name, names),
                name,
                target.getClass());
    }

    /** Whether a read of the property has an answer, in either spelling. */
    static boolean has(Class<?> type, String name) {
        return GETTERS.get(type).keySet().stream().anyMatch(getter -> Spelling.means(name, getter));
    }

    /** Null when it is not a getter. */
    private static String property(Method method) {
        if (method.getParameterCount() > 0
                || Modifier.isStatic(method.getModifiers())
                || method.getDeclaringClass() == Object.class) {
            return null;
        }
        String name = method.getName();
        String bare = name.startsWith("get") ? name.substring(3) : name.startsWith("is") ? name.substring(2) : "";
        return bare.isEmpty() ? null : bare.substring(0, 1).toLowerCase(Locale.ROOT) + bare.substring(1);
    }

    /** Suggests the property that was probably meant. */
    static final class SpelledPropertyException extends MissingPropertyException {
        private static final long serialVersionUID = 1L;
        private final String sentence;

        SpelledPropertyException(String sentence, String name, Class<?> type) {
            super(name, type);
            this.sentence = sentence;
        }

        @Override
        public String getMessage() {
            return sentence;
        }
    }
}
