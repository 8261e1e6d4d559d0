package io.cometsh.lang;

import groovy.lang.ExpandoMetaClass;
import groovy.lang.MetaMethod;
import groovy.lang.MissingPropertyException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.codehaus.groovy.runtime.metaclass.MethodSelectionException;

/**
 * Groovy's view of a client class, which refuses {@code run.name = "x"}. In a closure such as
 * {@code runs.findAll { it.name = "x" }} the author means {@code ==}, and the assignment would rename every run on the
 * server. A write to the server is a call.
 */
final class ClientMetaClass extends ExpandoMetaClass {
    ClientMetaClass(Class<?> type) {
        super(type, false, true);
    }

    /**
     * Groovy calls a method of one parameter without an argument too, with null, and fails in its own words where several fit.
     * A call of the client without arguments means a method without parameters; any other method reports what it takes.
     */
    @Override
    public MetaMethod getMethodWithCaching(
            @SuppressWarnings("rawtypes") Class sender, String name, Object[] arguments, boolean isCallToSuper) {
        if (arguments.length > 0) {
            return super.getMethodWithCaching(sender, name, arguments, isCallToSuper);
        }
        try {
            MetaMethod method = super.getMethodWithCaching(sender, name, arguments, isCallToSuper);
            boolean isNullForOne = method != null
                    && method.getNativeParameterTypes().length == 1
                    && !takesAnyNumber(method)
                    && method.getDeclaringClass().getName().startsWith("io.cometsh.client.");
            return isNullForOne ? null : method;
        } catch (MethodSelectionException e) {
            return null;
        }
    }

    /** To Groovy every last array is one; {@code byte[]} is a value. */
    private static boolean takesAnyNumber(MetaMethod method) {
        Class<?> last = method.getNativeParameterTypes()[0];
        return last.isArray() && !last.getComponentType().isPrimitive();
    }

    @Override
    public void setProperty(
            @SuppressWarnings("rawtypes") Class sender,
            Object object,
            String name,
            Object value,
            boolean useSuper,
            boolean fromInsideClass) {
        Class<?> type = object.getClass();
        boolean known = getMetaProperty(name) != null || PythonNamedProperty.has(type, name);
        if (!known && writers(type, name).isEmpty()) {
            // In a closure of `with` the name may belong to a variable outside.
            throw new MissingPropertyException(name, type);
        }
        throw new RefusedAssignmentException(refusal(type, name, value));
    }

    @Override
    public void setAttribute(
            @SuppressWarnings("rawtypes") Class sender,
            Object object,
            String name,
            Object value,
            boolean useSuper,
            boolean fromInsideClass) {
        throw new RefusedAssignmentException(
                "`" + name + "` of " + Spelling.article(object.getClass().getSimpleName()) + " cannot be assigned");
    }

    /** Why the assignment is refused, and what to write instead. */
    static String refusal(Class<?> type, String name, Object value) {
        List<String> writers = writers(type, name);
        String text = value instanceof CharSequence chars && chars.length() < 30
                ? "\"" + chars + "\""
                : value instanceof Number || value instanceof Boolean ? value.toString() : "…";
        String sentence = "`" + name + "` of " + Spelling.article(type.getSimpleName())
                + " cannot be assigned: to compare, write " + name + " == " + text;
        return writers.isEmpty()
                ? sentence
                : sentence + "; to write to the server, call " + String.join("(…) or ", writers) + "(…)";
    }

    /** The methods that change what the property shows, such as {@code setName} and {@code addTags}. */
    private static List<String> writers(Class<?> type, String name) {
        Pattern writer = Pattern.compile("(set|add|update|delete)" + Pattern.quote(Spelling.fold(name)));
        return Arrays.stream(type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && method.getParameterCount() > 0)
                .map(Method::getName)
                .filter(method -> writer.matcher(Spelling.fold(method)).matches())
                .map(method -> name.contains("_") ? Spelling.snake(method) : method)
                .distinct()
                .sorted()
                .toList();
    }
}
