package io.cometsh.lang;

import groovy.lang.GroovyClassLoader;
import groovy.lang.GroovyShell;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.runtime.FormatHelper;

/**
 * Methods that Groovy alone and cometsh each compile from the same text and call with the same values.
 *
 * <pre>{@code
 * Differential both = new Differential(operands);
 * String less = both.add("static %s(a, b) { a < b }");
 * both.compile();
 * both.call(less, 1, 2);
 * assertThat(both.differences()).isEmpty();
 * }</pre>
 */
final class Differential {
    /** Groovy cuts long values in its messages, and so may have cut the number. */
    private static final Pattern IDENTITY = Pattern.compile("@[0-9a-f]{0,8}");

    private static final int MOST_IN_A_CLASS = 800;
    private static final int CRASH = -1;

    private final ClassLoader parent;
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, Method> plain = new LinkedHashMap<>();
    private final Map<String, Method> ours = new LinkedHashMap<>();
    private final List<String> differences = new ArrayList<>();
    private int cases;
    private int exceptions;

    Differential(ClassLoader parent) {
        this.parent = parent;
    }

    /**
     * Takes a method, to be compiled later.
     *
     * @param source one line; {@code %s} is where the name belongs
     * @return the name
     */
    String add(String source) {
        String name = "m" + sources.size();
        sources.put(name, source.replace("%s", name));
        return name;
    }

    /** Compiles all methods; both compilers must refuse the same ones, in the same words. */
    void compile() {
        // Code with checked types may be refused, and the rest of its class is then compiled again.
        Map<Boolean, List<Map.Entry<String, String>>> parts = sources.entrySet().stream()
                .collect(Collectors.partitioningBy(method -> method.getValue().startsWith("@")));
        int number = 0;
        for (List<Map.Entry<String, String>> part : parts.values()) {
            for (int from = 0; from < part.size(); from += MOST_IN_A_CLASS) {
                compile(part.subList(from, Math.min(part.size(), from + MOST_IN_A_CLASS)), number++);
            }
        }
    }

    private void compile(List<Map.Entry<String, String>> methods, int number) {
        String name = "Cases" + number;
        Compilation groovys = compile(new CompilerConfiguration(), name, methods);
        Compilation own = compile(ScriptCompiler.configuration(), name, methods);
        if (groovys.errors().containsKey(CRASH)) {
            withoutCrash(methods, number);
            return;
        }
        List<Map.Entry<String, String>> accepted = new ArrayList<>();
        for (int i = 0; i < methods.size(); i++) {
            String refused = groovys.errors().get(i + 2);
            String refusedByOurs = own.errors().get(i + 2);
            if (!Objects.equals(refused, refusedByOurs)) {
                differences.add(methods.get(i).getValue() + "\n    compiling in Groovy: " + refused
                        + "\n    in cometsh: " + refusedByOurs);
            } else if (refused == null) {
                accepted.add(methods.get(i));
            } else {
                cases++;
            }
        }
        if (accepted.size() < methods.size()) {
            compile(accepted, number);
        } else {
            plain.putAll(methods(groovys.type()));
            ours.putAll(methods(own.type()));
        }
    }

    /** Groovy's compiler has faults of its own; what it cannot compile is found by halves and left out. */
    private void withoutCrash(List<Map.Entry<String, String>> methods, int number) {
        if (methods.size() > 1) {
            int half = methods.size() / 2;
            compile(methods.subList(0, half), number);
            compile(methods.subList(half, methods.size()), number);
        }
    }

    /** Either a class, or errors by their lines. */
    private record Compilation(Class<?> type, Map<Integer, String> errors) {}

    private Compilation compile(
            CompilerConfiguration configuration, String name, List<Map.Entry<String, String>> methods) {
        configuration.setTolerance(Integer.MAX_VALUE);
        Map<Integer, String> errors = new TreeMap<>();
        try {
            GroovyClassLoader loader = new GroovyClassLoader(parent, configuration);
            return new Compilation(loader.parseClass(text(name, methods), "Differential.groovy"), errors);
        } catch (MultipleCompilationErrorsException e) {
            for (Object error : e.getErrorCollector().getErrors()) {
                if (!(error instanceof SyntaxErrorMessage message)) {
                    return new Compilation(null, Map.of(CRASH, "the compiler itself fails"));
                }
                errors.merge(
                        message.getCause().getStartLine(),
                        message.getCause().getOriginalMessage(),
                        (one, other) -> one + "; " + other);
            }
            return new Compilation(null, errors);
        }
    }

    private static Map<String, Method> methods(Class<?> type) {
        Map<String, Method> methods = new LinkedHashMap<>();
        for (Method method : type.getMethods()) {
            // Of a method with default values, the form that takes them.
            methods.merge(
                    method.getName(),
                    method,
                    (one, other) -> one.getParameterCount() < other.getParameterCount() ? one : other);
        }
        return methods;
    }

    private static String text(String name, List<Map.Entry<String, String>> methods) {
        StringBuilder text = new StringBuilder(
                "class " + name + " { static same(x) { x }; static copy(x) {"
                        + " x instanceof List ? [*x] : x instanceof Map ? [*:x] : x instanceof Set ? new LinkedHashSet(x) : x }\n");
        methods.forEach(method -> text.append(method.getValue()).append('\n'));
        return text.append("}\n").toString();
    }

    /** Calls a method on both sides; both must give the same value of the same class, or the same exception. */
    void call(String method, Object... arguments) {
        if (!plain.containsKey(method)) {
            return;
        }
        cases++;
        String groovys = outcome(plain.get(method), arguments);
        String own = outcome(ours.get(method), arguments);
        if (groovys.startsWith("throws")) {
            exceptions++;
        }
        if (!groovys.equals(own)) {
            List<String> values = new ArrayList<>();
            for (Object argument : arguments) {
                values.add(text(argument));
            }
            differences.add(sources.get(method) + " with " + values + "\n    in Groovy: " + groovys
                    + "\n    in cometsh: " + own);
        }
    }

    private static String outcome(Method method, Object... arguments) {
        try {
            return text(method.invoke(null, arguments));
        } catch (InvocationTargetException e) {
            Throwable thrown = e.getCause();
            return "throws " + thrown.getClass().getName() + ": "
                    + IDENTITY.matcher(String.valueOf(thrown.getMessage()))
                            .replaceAll("@")
                            .replaceFirst("(?s)Possible solutions:.*", "");
        } catch (IllegalAccessException | IllegalArgumentException e) {
            throw new IllegalStateException(method + " cannot be called", e);
        }
    }

    private static String text(Object value) {
        if (value == null || value instanceof Boolean) {
            return String.valueOf(value);
        }
        if (value instanceof Matcher matcher) {
            return "Matcher of " + IDENTITY.matcher(matcher.pattern().pattern()).replaceAll("@") + ", found: "
                    + matcher.find();
        }
        String text;
        try {
            text = FormatHelper.inspect(value);
        } catch (RuntimeException e) {
            text = "inspect: " + e.getMessage();
        }
        return value.getClass().getName() + " " + IDENTITY.matcher(text).replaceAll("@");
    }

    int cases() {
        return cases;
    }

    int exceptions() {
        return exceptions;
    }

    /** The first ones; nobody reads more. */
    List<String> differences() {
        return differences.subList(0, Math.min(40, differences.size()));
    }

    /** Expressions of a resource, with the classes that they use. */
    record Operands(ClassLoader loader, List<String> expressions, List<Object> values) {
        static Operands of(String resource) throws IOException {
            try (InputStream in = Differential.class.getResourceAsStream(resource)) {
                String[] parts = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("(?m)^---\\n");
                GroovyClassLoader loader = new GroovyClassLoader(Differential.class.getClassLoader());
                loader.parseClass(parts[0], "operands.groovy");
                List<String> expressions = parts[1].lines().toList();
                List<Object> values = new ArrayList<>();
                for (String expression : expressions) {
                    values.add(new GroovyShell(loader).evaluate("return " + expression));
                }
                return new Operands(loader, expressions, values);
            }
        }
    }
}
