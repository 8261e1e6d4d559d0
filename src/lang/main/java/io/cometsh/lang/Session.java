package io.cometsh.lang;

import groovy.lang.Closure;
import groovy.lang.GroovyClassLoader;
import groovy.lang.GroovyCodeSource;
import groovy.lang.Script;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.codehaus.groovy.control.CompilationFailedException;
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
 * until then. One thread evaluates at a time; the readers, such as {@link #variables}, may be called from any. An
 * {@link EvaluationThread} that was given up may still be at work: what it does is none of the session's any more.
 */
public final class Session {
    static final String LAST = "_";
    /** A session of a week has thousands of inputs; the texts of the last ones are enough to quote from. */
    private static final int TEXTS_KEPT = 1_000;

    private final ScriptContext context;
    private final SessionImports imports = new SessionImports();
    private final SessionMethods methods = new SessionMethods();
    private final boolean interruptible;
    private final Set<String> classNames = new TreeSet<>();
    private volatile Engine engine;
    private final AtomicInteger inputs = new AtomicInteger();
    /** An input that was given up may still be compiling when the next one comes. */
    private final ReentrantLock compiling = new ReentrantLock();
    /** What ran to its end, for {@link #script}. */
    private final List<SessionInput> succeeded = new ArrayList<>();
    /** The texts by the file names in stack traces. */
    private final Map<String, ErrorLocation.ErrorSource> texts = new LinkedHashMap<>();

    private Session(ScriptContext context, boolean interruptible) {
        this.context = context;
        this.interruptible = interruptible;
    }

    /** The part that needs Groovy, which takes longer to start than the prompt: made when it is first used. */
    private final class Engine implements NamedArguments.Definitions {
        final SessionCustomizer customizer = new SessionCustomizer(imports);
        final GroovyClassLoader loader;
        final ScriptBinding binding;

        Engine() {
            CompilationCustomizer[] customizers = interruptible
                    ? new CompilationCustomizer[] {customizer, new InterruptCustomizer()}
                    : new CompilationCustomizer[] {customizer};
            loader = new GroovyClassLoader(context.classLoader(), ScriptCompiler.configuration(this, customizers));
            binding = context.newBinding();
            binding.definitions(methods);
        }

        @Override
        public boolean isVariable(String name) {
            return binding.hasVariable(name);
        }

        @Override
        public Set<List<String>> parametersOf(String method) {
            return methods.parametersOf(method);
        }
    }

    private Engine engine() {
        Engine current = engine;
        return current == null ? newEngine() : current;
    }

    private synchronized Engine newEngine() {
        if (engine == null) {
            engine = new Engine();
        }
        return engine;
    }

    private SessionCustomizer customizer() {
        return engine().customizer;
    }

    private ScriptBinding binding() {
        return engine().binding;
    }

    /** For what is typed at a prompt: interrupting the thread ends the evaluation, even of {@code while (true) {}}. */
    public static Session typed(ScriptContext context) {
        return new Session(context, true);
    }

    /** For pieces of scripts, such as several {@code -e}: runs at full speed, without checks for interrupts. */
    public static Session scripted(ScriptContext context) {
        return new Session(context, false);
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
        Object value = run(code, name);
        EvaluationThread.check();
        boolean shown = value != null && customizer().endsInExpression();
        if (shown) {
            binding().setVariable(LAST, value);
        }
        SessionInput input = customizer().input();
        Set<String> redefined = redefined(input);
        synchronized (succeeded) {
            succeeded.add(input.shown(shown));
        }
        if (!redefined.isEmpty()) {
            renew(redefined);
        }
        return value;
    }

    /**
     * Evaluates an input to look at its value: {@code _} stays what it was, and the input belongs to no script.
     *
     * @throws ScriptCompileException when it does not compile
     */
    public Object peek(String code) {
        return run(code, "");
    }

    /** Takes note of the project that a command has set, for the scripts: {@code useProject("demo/digits")}; null for none. */
    public void used(String place) {
        String literal = place == null
                ? "null"
                : '"' + place.replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "\\$") + '"';
        synchronized (succeeded) {
            succeeded.add(SessionInput.using("useProject(" + literal + ")"));
        }
    }

    private Object run(String code, String name) {
        Class<?> type = compiled(code, name);
        if (!Script.class.isAssignableFrom(type)) {
            return null;
        }
        return run(type.asSubclass(Script.class));
    }

    /** Which classes of earlier inputs this one defines again. */
    private Set<String> redefined(SessionInput input) {
        Set<String> names = new TreeSet<>(input.classes().keySet());
        synchronized (succeeded) {
            names.removeIf(
                    name -> succeeded.stream().noneMatch(one -> one.classes().containsKey(name)));
        }
        return names;
    }

    /** Compiles again what was defined before and uses a class that is another one now. */
    private void renew(Set<String> classes) {
        String code = new SessionScript(succeeded()).definitionsThatNeed(classes);
        if (!code.isEmpty()) {
            SessionInput last = customizer().input();
            boolean expression = customizer().endsInExpression();
            run(code, "");
            customizer().restore(last, expression);
        }
    }

    private List<SessionInput> succeeded() {
        synchronized (succeeded) {
            return List.copyOf(succeeded);
        }
    }

    /** All inputs that ran to their end as one script that does the same; empty when there are none. */
    public String script() {
        return new SessionScript(succeeded()).text();
    }

    /** The last inputs as a script, at most this many. */
    public String scriptOfLast(int count) {
        return new SessionScript(succeeded()).last(count).text();
    }

    /** The text that defined a method or class of this name last; null when there is none. */
    public String source(String name) {
        return new SessionScript(succeeded()).source(name);
    }

    /** When an input is interrupted while it is compiled, it does not run and leaves nothing. */
    private Class<?> compiled(String code, String name) {
        try {
            compiling.lockInterruptibly();
            try {
                Class<?> type = EvaluationThread.uninterruptibly(() -> compile(code, name));
                if (EvaluationThread.isToEnd()) {
                    throw new InterruptedException();
                }
                imports.commit(customizer().ownImports());
                noteClasses();
                return type;
            } finally {
                compiling.unlock();
            }
        } catch (InterruptedException e) {
            throw ScriptFailure.rethrow(e);
        }
    }

    private void noteClasses() {
        synchronized (classNames) {
            for (Class<?> loaded : engine().loader.getLoadedClasses()) {
                if (!Script.class.isAssignableFrom(loaded) && !loaded.getName().contains("$")) {
                    classNames.add(loaded.getName());
                }
            }
        }
    }

    private Class<?> compile(String code, String name) {
        String source = sourceName(inputs.incrementAndGet());
        remember(source, code, name);
        return PythonText.compile(code, readable -> {
            try {
                return engine().loader.parseClass(new GroovyCodeSource(readable, source, "/groovy/shell"), false);
            } catch (CompilationFailedException e) {
                throw ScriptCompileException.of(e, name, code);
            }
        });
    }

    private void remember(String source, String code, String name) {
        synchronized (texts) {
            String called = name.isEmpty() ? "an earlier input" : name;
            texts.put(source, new ErrorLocation.ErrorSource(called, code, name.isEmpty()));
            if (texts.size() > TEXTS_KEPT) {
                texts.remove(texts.keySet().iterator().next());
            }
        }
    }

    private ErrorLocation.ErrorSource text(String source) {
        synchronized (texts) {
            ErrorLocation.ErrorSource text = texts.get(source);
            boolean current = source.equals(lastSourceName());
            return text == null
                    ? null
                    : new ErrorLocation.ErrorSource(text.name(), text.code(), text.last() && current);
        }
    }

    private Object run(Class<? extends Script> type) {
        try {
            Script script = InvokerHelper.newScript(type, binding());
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
            if (binding().hasVariable(name) && binding().getVariable(name) instanceof Closure) {
                binding().removeVariable(name);
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
        return customizer().endsInExpression();
    }

    /** A copy of the variables in the order in which they were made; what is made at its first use only is left out. */
    public Map<String, Object> variables() {
        return binding().snapshot();
    }

    /** Sets a variable as if the user had. */
    public void variable(String name, Object value) {
        binding().setVariable(name, value);
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
        ScriptHelpers helpers = binding().helpers();
        return helpers == null ? ScriptHelpers.class : helpers.getClass();
    }

    /**
     * The class that a simple or a full name means here: one that was defined or imported, or one that Groovy imports
     * automatically. Its initialiser does not run.
     *
     * @return null when there is none
     */
    public Class<?> type(String name) {
        List<String> imports = new ArrayList<>(imports());
        imports.addAll(ClassImports.TYPES.values());
        return TypeNames.find(name, classes(), imports, engine().loader);
    }

    /** The loader that knows the session's classes. */
    public ClassLoader classLoader() {
        return engine().loader;
    }

    /** One or two lines for what an input threw, with the session's own names as suggestions. */
    public String describe(Throwable thrown) {
        Collection<String> known = new ArrayList<>(variables().keySet());
        known.addAll(methods());
        return UserErrors.describe(thrown, known);
    }

    /** The same, and below it the line of the user's that failed with a mark, fit for a terminal of this width. */
    public String describe(Throwable thrown, int width) {
        ErrorLocation place = ErrorLocation.of(thrown, this::text);
        String sentence =
                place == null ? describe(thrown) : place.nullPart(thrown).orElseGet(() -> describe(thrown));
        String marked = place == null
                ? ""
                : place.render(
                        width, text(lastSourceName()).code().strip().lines().count() == 1);
        return marked.isEmpty() ? sentence : sentence + "\n" + marked;
    }

    /** The user's own places on the stack of a failure, innermost first, each with the line. */
    public List<String> places(Throwable thrown) {
        return ErrorLocation.all(thrown, this::text);
    }

    /** Forgets everything but what the context gives. */
    public void reset() {
        imports.clear();
        methods.clear();
        synchronized (succeeded) {
            succeeded.clear();
        }
        synchronized (classNames) {
            classNames.clear();
        }
        synchronized (this) {
            engine = null;
        }
    }

    /** Has Groovy load what every evaluation needs; for a background thread, while the user is still typing. */
    public static void warmUp() {
        typed(new ScriptContext()).evaluate("[1].collect { it + 1 }; Metric('x') > 1");
    }
}
