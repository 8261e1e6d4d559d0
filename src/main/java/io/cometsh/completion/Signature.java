package io.cometsh.completion;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.List;

/** What a list shows behind a method's name. */
final class Signature {
    private static final int LONGEST_TYPE = 40;

    private Signature() {}

    /** {@code String workspace[, String projectName] → ExperimentList}: what shorter forms leave out is in brackets. */
    static String of(List<Method> overloads) {
        Method longest = overloads.get(overloads.size() - 1);
        StringBuilder text = new StringBuilder();
        StringBuilder closing = new StringBuilder();
        for (int i = 0; i < longest.getParameterCount(); i++) {
            int before = i;
            if (overloads.stream()
                    .anyMatch(method -> method.getParameterCount() == before && startsAlike(method, longest))) {
                text.append('[');
                closing.append(']');
            }
            text.append(i == 0 ? "" : ", ").append(parameter(longest, i));
        }
        return text.append(closing)
                .append(" → ")
                .append(returned(longest))
                .toString()
                .strip();
    }

    /** The same for a method of Groovy's, whose first parameter is the object in front of the dot. */
    static String ofExtension(Method method) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < method.getParameterCount(); i++) {
            text.append(i == 1 ? "" : ", ").append(parameter(method, i));
        }
        return text.append(" → ").append(returned(method)).toString().strip();
    }

    private static String parameter(Method method, int at) {
        Parameter parameter = method.getParameters()[at];
        boolean rest = method.isVarArgs() && at == method.getParameterCount() - 1;
        Class<?> type = parameter.getType();
        String shown = rest ? type.getComponentType().getSimpleName() + "..." : type.getSimpleName();
        // Without the names, as in the JDK's classes, the types are all there is to say.
        return parameter.isNamePresent() ? shown + " " + parameter.getName() : shown;
    }

    private static String returned(Method method) {
        Type type = method.getGenericReturnType();
        String simple = type.getTypeName().replaceAll("[\\w.$]*[.$](\\w+)", "$1");
        return simple.length() > LONGEST_TYPE ? method.getReturnType().getSimpleName() : simple;
    }

    private static boolean startsAlike(Method shorter, Method longest) {
        for (int i = 0; i < shorter.getParameterCount(); i++) {
            boolean alike = shorter.getParameterTypes()[i] == longest.getParameterTypes()[i]
                    && shorter.getParameters()[i].getName().equals(longest.getParameters()[i].getName());
            if (!alike) {
                return false;
            }
        }
        return true;
    }
}
