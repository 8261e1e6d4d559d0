package io.cometsh.completion;

import io.cometsh.lang.GroovyMethods;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What a list shows after a method's name. */
final class Signature {
    private static final int LONGEST_TYPE = 40;

    private Signature() {}

    /** {@code String workspace[, String projectName] → ExperimentList}: what shorter forms leave out is in brackets. */
    static String of(List<Method> overloads) {
        Method longest = overloads.get(overloads.size() - 1);
        List<Parameter> parameters = GroovyMethods.parameters(longest);
        StringBuilder text = new StringBuilder();
        StringBuilder closing = new StringBuilder();
        for (int i = 0; i < parameters.size(); i++) {
            int before = i;
            if (overloads.stream()
                    .map(GroovyMethods::parameters)
                    .anyMatch(shorter -> shorter.size() == before && startsAlike(shorter, parameters))) {
                text.append('[');
                closing.append(']');
            }
            text.append(i == 0 ? "" : ", ").append(shown(parameters.get(i)));
        }
        return text.append(closing)
                .append(" → ")
                .append(returned(longest))
                .toString()
                .strip();
    }

    /** The same for a method of Groovy's, whose first parameter is the object in front of the dot. */
    static String ofExtension(Method method) {
        return Arrays.stream(method.getParameters())
                .skip(1)
                .map(Signature::shown)
                .collect(Collectors.joining(", ", "", " → " + returned(method)))
                .strip();
    }

    private static String shown(Parameter parameter) {
        Class<?> type = parameter.getType();
        String shown = parameter.isVarArgs() ? type.getComponentType().getSimpleName() + "..." : type.getSimpleName();
        // Without the names, as in the JDK's classes, only the types are known.
        return parameter.isNamePresent() ? shown + " " + parameter.getName() : shown;
    }

    private static String returned(Method method) {
        Type type = method.getGenericReturnType();
        String simple = type.getTypeName().replaceAll("[\\w.$]*[.$](\\w+)", "$1");
        return simple.length() > LONGEST_TYPE ? method.getReturnType().getSimpleName() : simple;
    }

    private static boolean startsAlike(List<Parameter> shorter, List<Parameter> longest) {
        for (int i = 0; i < shorter.size(); i++) {
            boolean alike = shorter.get(i).getType() == longest.get(i).getType()
                    && shorter.get(i).getName().equals(longest.get(i).getName());
            if (!alike) {
                return false;
            }
        }
        return true;
    }
}
