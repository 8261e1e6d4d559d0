package io.cometsh.lang;

import groovy.lang.Closure;
import groovy.lang.GroovyClassLoader;
import groovy.lang.GroovyCodeSource;
import groovy.lang.Script;
import groovy.transform.ThreadInterrupt;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.customizers.ASTTransformationCustomizer;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;
import org.codehaus.groovy.runtime.InvokerHelper;

/**
 * Evaluates one input after the other; variables, imports, methods and classes of each are there for the next.
 *
 * <pre>{@code
 * Session session = Session.typed(context);
 * session.evaluate("def twice(x) { 2 * x }");
 * session.evaluate("twice(21)");                // 42
 * session.evaluate("_ + 1");                    // 43: _ is the last value
 * }</pre>
 *
 * <p>An input that does not compile leaves everything as it was. One that throws keeps what it had done and defined
 * until then. One thread evaluates at a time; the readers, such as {@link #variables}, may be called from any.
 */
public final class Session {
    private static final String LAST = "_";

    private final ScriptContext context;
    private final SessionImports imports = new SessionImports();
    private final SessionMethods methods = new SessionMethods();
    private final SessionCustomizer customizer = new SessionCustomizer(imports);
    private final CompilationCustomizer[] customizers;
    private final Set<String> classNames = new TreeSet<>();
    private volatile ScriptBinding binding;
    private GroovyClassLoader loader;
    private final AtomicInteger inputs = new AtomicInteger();

    private Session(ScriptContext context, CompilationCustomizer... more) {
        this.context = context;
        this.customizers = new CompilationCustomizer[more.length + 1];
        customizers[0] = customizer;
        System.arraycopy(more, 0, customizers, 1, more.length);
        reset();
    }

    /** For what is typed at a prompt: interrupting the thread ends the evaluation, even of {@code while (true) {}}. */
    public static Session typed(ScriptContext context) {
        return new Session(context, new ASTTransformationCustomizer(ThreadInterrupt.class));
    }

    /** For pieces of scripts, such as several {@code -e}: runs at full speed, without checks for interrupts. */
    public static Session scripted(ScriptContext context) {
        return new Session(context);
    }

    /**
     * Evaluates one input. What it throws comes out as it was thrown, checked exceptions included.
     *
     * @return the value of the last statement; null when there is none
     * @throws ScriptCompileException when it does not compile
     */
    public Object evaluate(String code) {
        return evaluate(code, "");
    }

    /**
     * Evaluates one input.
     *
     * @param name how the input is called in the message of a {@link ScriptCompileException}; may be empty
     */
    public Object evaluate(String code, String name) {
        Class<?> type = compile(code, name);
        imports.commit(customizer.ownImports());
        synchronized (classNames) {
            for (Class<?> loaded : loader.getLoadedClasses()) {
                if (!Script.class.isAssignableFrom(loaded) && !loaded.getName().contains("$")) {
                    classNames.add(loaded.getName());
                }
            }
        }
        if (!Script.class.isAssignableFrom(type)) {
            return null;
        }
        Object value = run(type.asSubclass(Script.class));
        if (value != null && customizer.endsInExpression()) {
            binding.setVariable(LAST, value);
        }
        return value;
    }

    private Class<?> compile(String code, String name) {
        String source = sourceName(inputs.incrementAndGet());
        try {
            return loader.parseClass(new GroovyCodeSource(code, source, "/groovy/shell"), false);
        } catch (CompilationFailedException e) {
            throw ScriptCompileException.of(e, name, code);
        }
    }

    private Object run(Class<? extends Script> type) {
        try {
            Script script = InvokerHelper.newScript(type, binding);
            define(script);
            return script.run();
        } catch (InvocationTargetException e) {
            throw ScriptFailure.rethrow(ScriptFailure.unwrap(e));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot start " + type.getName(), e);
        } catch (RuntimeException e) {
            throw UserErrors.translate(ScriptFailure.unwrap(e));
        }
    }

    private void define(Script script) {
        for (String name : methods.add(script)) {
            // One name means one thing: the method just defined, not the closure that had its name.
            if (binding.hasVariable(name) && binding.getVariable(name) instanceof Closure) {
                binding.removeVariable(name);
            }
        }
    }

    private static String sourceName(int input) {
        return "Input" + input + ".groovy";
    }

    /** The source name of the last input, with which {@link ScriptFailure#locate} finds the line that failed. */
    public String lastSourceName() {
        return sourceName(inputs.get());
    }

    /**
     * Whether an input can be evaluated or needs more lines. Evaluates nothing; the brackets and quotes are looked at
     * first, without Groovy.
     */
    public static Completeness check(String text) {
        return InputCheck.check(text);
    }

    /** Whether the last input ended in an expression whose value is worth showing, rather than in an assignment. */
    public boolean lastWasExpression() {
        return customizer.endsInExpression();
    }

    /** A copy of the variables in the order in which they were made; what is made at its first use only is left out. */
    public Map<String, Object> variables() {
        return binding.snapshot();
    }

    /** Sets a variable as if the user had. */
    public void variable(String name, Object value) {
        binding.setVariable(name, value);
    }

    /** The imports as source lines, e.g. {@code import java.util.concurrent.*}. */
    public List<String> imports() {
        return imports.lines();
    }

    /** The names of the methods that were defined. */
    public Set<String> methods() {
        return methods.names();
    }

    /** The names of the classes that were defined. */
    public Set<String> classes() {
        synchronized (classNames) {
            return new TreeSet<>(classNames);
        }
    }

    /** The class of the helpers, whose methods can be called without an object in front. */
    public Class<?> functions() {
        ScriptHelpers helpers = binding.helpers();
        return helpers == null ? ScriptHelpers.class : helpers.getClass();
    }

    /**
     * The class that a simple or a full name means here: one that was defined or imported, or one that Groovy imports by
     * itself. Its initialiser does not run.
     *
     * @return null when there is none
     */
    public Class<?> type(String name) {
        return TypeNames.find(name, classes(), imports(), loader);
    }

    /** The loader that knows the session's classes. */
    public ClassLoader classLoader() {
        return loader;
    }

    /** One or two lines for what an input threw, with the session's own names as suggestions. */
    public String describe(Throwable thrown) {
        Collection<String> known = new ArrayList<>(variables().keySet());
        known.addAll(methods());
        return UserErrors.describe(thrown, known);
    }

    /** Forgets everything but what the context gives. */
    public void reset() {
        imports.clear();
        methods.clear();
        synchronized (classNames) {
            classNames.clear();
        }
        loader = new GroovyClassLoader(context.classLoader(), ScriptCompiler.configuration(customizers));
        binding = context.newBinding();
        binding.definitions(methods);
    }

    /** Has Groovy load what every evaluation needs; for a background thread, while the user is still typing. */
    public static void warmUp() {
        scripted(new ScriptContext()).evaluate("[1].collect { it + 1 }; Metric('x') > 1");
    }
}
