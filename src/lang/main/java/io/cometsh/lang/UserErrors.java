package io.cometsh.lang;

import groovy.lang.Closure;
import groovy.lang.GroovyClassLoader;
import groovy.lang.GroovyRuntimeException;
import groovy.lang.MetaMethod;
import groovy.lang.MetaProperty;
import groovy.lang.MissingMethodException;
import groovy.lang.MissingPropertyException;
import groovy.lang.Script;
import io.cometsh.query.QueryException;
import io.cometsh.query.QueryExpression;
import io.cometsh.query.QueryVariable;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.codehaus.groovy.runtime.InvokerHelper;

/** Explains in one or two lines what went wrong in a user's code. */
public final class UserErrors {
    private static final Map<String, String> JOINS = Map.of("and", "&", "or", "|", "xor", "^");

    private static final Pattern ELEMENT = Pattern.compile("property: (\\w+) for class: (?:[\\w.$]*\\.)?(\\w+)");

    private static final Pattern CONSTRUCTOR = Pattern.compile(
            "(?s)(?:Could not find matching constructor for: |which method <init>.*?)(io\\.cometsh\\.[\\w.]+)(?=[#(])");

    private UserErrors() {}

    /** One or two lines for anything that a script or session may throw. */
    public static String describe(Throwable thrown) {
        return describe(thrown, Set.of());
    }

    /**
     * One or two lines for anything that a script or session may throw.
     *
     * @param known the names that an unknown one is compared with: variables and methods of the session
     */
    public static String describe(Throwable thrown, Collection<String> known) {
        Throwable inner = ScriptFailure.unwrap(thrown);
        if (inner instanceof MissingPropertyException missing) {
            return describeProperty(missing, known);
        }
        if (inner instanceof SpellingException) {
            return inner.getMessage();
        }
        if (inner instanceof MissingMethodException missing) {
            QueryException misuse = misuse(missing);
            return misuse == null ? describeMethod(missing, known) : misuse.getMessage();
        }
        if (inner instanceof OutOfMemoryError
                && String.valueOf(inner.getMessage()).contains("heap")) {
            return "out of memory; give more with COMETSH_JAVA_OPTS=-Xmx2g, or read it piece by piece, as genExperiments does";
        }
        String message = inner.getMessage();
        if (message == null || message.isBlank()) {
            return inner.getClass().getSimpleName();
        }
        String constructor = inner instanceof GroovyRuntimeException ? describeConstructor(message) : null;
        if (constructor != null) {
            return constructor;
        }
        message = message.replaceFirst("^startup failed:\\s*", "").stripTrailing();
        boolean speaksForItself = inner instanceof UncheckedIOException
                || inner.getClass().getName().startsWith("io.cometsh.")
                || inner instanceof AssertionError
                || inner.getClass() == Exception.class
                || inner.getClass() == RuntimeException.class;
        return speaksForItself ? message : inner.getClass().getSimpleName() + ": " + message;
    }

    private static String describeProperty(MissingPropertyException missing, Collection<String> known) {
        String name = missing.getProperty();
        Class<?> type = missing.getType();
        if (name == null) {
            // Of an element of a list: Groovy tells it in the text alone.
            Matcher element = ELEMENT.matcher(String.valueOf(missing.getMessage()));
            if (missing.getCause() instanceof MissingPropertyException cause) {
                return describeProperty(cause, known);
            }
            return element.find()
                    ? element.group(2) + " has no property `" + element.group(1) + "`"
                    : String.valueOf(missing.getMessage());
        }
        if (missing instanceof PythonNamedProperty.SpelledPropertyException) {
            return missing.getMessage();
        }
        if (type == null || Script.class.isAssignableFrom(type)) {
            if (known.contains(name)) {
                return "`" + name + "` is a method: write " + name + "(…)";
            }
            List<String> candidates = new ArrayList<>(known);
            candidates.addAll(QueryWords.ALL);
            String word = PythonHabits.forWord(name);
            return word != null
                    ? (word.startsWith("`") ? "" : "no variable or property `" + name + "`: ") + word
                    : "no variable or property `" + name + "`" + Spelling.didYouMean(name, candidates);
        }
        Optional<MetaMethod> method = InvokerHelper.getMetaClass(type).getMethods().stream()
                .filter(one -> one.getName().equals(name))
                .min(Comparator.comparingInt(one -> one.getNativeParameterTypes().length));
        if (method.isPresent()) {
            return "`" + name + "` is a method of " + type.getSimpleName() + ": write " + name + "("
                    + types(method.get().getNativeParameterTypes()) + ")";
        }
        List<String> candidates = InvokerHelper.getMetaClass(type).getProperties().stream()
                .map(MetaProperty::getName)
                .toList();
        return type.getSimpleName() + " has no property `" + name + "`" + Spelling.didYouMean(name, candidates);
    }

    private static String describeMethod(MissingMethodException missing, Collection<String> known) {
        String name = missing.getMethod();
        Class<?> type = missing.getType();
        boolean isScript = type == null || Script.class.isAssignableFrom(type);
        List<MetaMethod> methods =
                type == null ? List.of() : InvokerHelper.getMetaClass(type).getMethods();
        List<String> overloads = methods.stream()
                .filter(method -> method.getName().equals(name))
                .map(method -> name + "(" + types(method.getNativeParameterTypes()) + ")")
                .distinct()
                .sorted()
                .toList();
        String owner = isScript || type == Query.class ? "" : type.getSimpleName() + ".";
        String given = types(Arrays.stream(missing.getArguments())
                .map(argument -> argument == null ? null : argument.getClass())
                .toArray(Class<?>[]::new));
        List<String> words = PythonNamedCall.signatures(Query.class, name, true);
        if (overloads.isEmpty() && !words.isEmpty()) {
            return name + " cannot take (" + given + "); it takes " + String.join(" or ", words);
        }
        String habit = isScript || overloads.isEmpty() ? habit(type, name, isScript) : null;
        if (habit != null && habit.startsWith("`")) {
            return habit;
        }
        if (habit != null) {
            return (isScript ? "" : type.getSimpleName() + " has ") + "no method `" + name + "`: " + habit;
        }
        if (!overloads.isEmpty()) {
            List<String> ours = type.getName().startsWith("io.cometsh.") && type != Query.class
                    ? PythonNamedCall.signatures(type, name, false)
                    : words;
            return owner + name + " cannot take (" + given + "); it takes "
                    + (ours.isEmpty() ? overloads : ours).stream().limit(5).collect(Collectors.joining(" or "));
        }
        if (!isScript
                && !PythonNamedCall.signatures(ScriptContext.functions(), name, false)
                        .isEmpty()) {
            return type.getClassLoader() instanceof GroovyClassLoader
                    ? "`" + name + "` is there for the script itself, not in its classes: call it outside of "
                            + type.getSimpleName()
                    : "`" + name + "` is a function: write " + name + "(…) without an object in front";
        }
        List<String> candidates = new ArrayList<>(known);
        methods.forEach(method -> candidates.add(method.getName()));
        if (isScript) {
            candidates.addAll(QueryWords.ALL);
        }
        return (isScript ? "no method `" + name + "`" : type.getSimpleName() + " has no method `" + name + "`")
                + Spelling.didYouMean(name, candidates);
    }

    private static String habit(Class<?> type, String name, boolean isScript) {
        if (!isScript
                && Closure.class.isAssignableFrom(type)
                && List.of("putAt", "getAt", "put").contains(name)) {
            return "{} is a closure; an empty map is [:]";
        }
        String function = PythonHabits.forFunction(name);
        String method = PythonHabits.forMethod(name);
        return isScript ? function : method != null ? method : function;
    }

    /** A constructor that does not take what it got; null for another failure. */
    private static String describeConstructor(String message) {
        Matcher constructor = CONSTRUCTOR.matcher(message);
        if (!constructor.find()) {
            return null;
        }
        try {
            Class<?> type = Class.forName(constructor.group(1));
            String forms = Arrays.stream(type.getConstructors())
                    .sorted(Comparator.comparingInt(Constructor::getParameterCount))
                    .map(one -> "new " + type.getSimpleName()
                            + PythonNamedCall.parameters(one.getParameters(), Parameter::getName))
                    .collect(Collectors.joining(" or "));
            return forms.isEmpty()
                    ? type.getSimpleName() + " is made by the api, not with new"
                    : "no such constructor; it takes " + forms;
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    private static String types(Class<?>[] types) {
        return Arrays.stream(types).map(Spelling::type).collect(Collectors.joining(", "));
    }

    /** {@code 5 & query} ends in Groovy's own methods of numbers; a query there was a mistake that has a name. */
    private static QueryException misuse(MissingMethodException missing) {
        String operator = JOINS.get(missing.getMethod());
        Object[] arguments = missing.getArguments();
        if (operator == null
                || arguments == null
                || arguments.length != 1
                || !(arguments[0] instanceof QueryExpression || arguments[0] instanceof QueryVariable)) {
            return null;
        }
        Class<?> type = missing.getType();
        return new QueryException("the left side of '" + operator + "' must be a query expression, not "
                + (type == null ? "null" : type.getSimpleName())
                + ": write a comparison such as Metric(\"loss\")"
                + " < 0.2 " + operator + " " + arguments[0]);
    }

    /** The exception itself, or our sentence where Groovy's would not name the mistake. */
    static RuntimeException translate(Throwable thrown) {
        QueryException misuse = thrown instanceof MissingMethodException missing ? misuse(missing) : null;
        if (misuse != null) {
            misuse.initCause(thrown);
            misuse.setStackTrace(thrown.getStackTrace());
            return misuse;
        }
        throw ScriptFailure.rethrow(thrown);
    }
}
