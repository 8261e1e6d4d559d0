package io.cometsh.lang;

import groovy.lang.Binding;
import groovy.lang.Closure;
import groovy.lang.GroovyCodeSource;
import groovy.lang.MissingMethodException;
import groovy.lang.Script;
import java.io.File;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.runtime.DefaultGroovyStaticMethods;
import org.codehaus.groovy.runtime.InvokerHelper;

/** The class that every script extends. A call that the script cannot answer goes to earlier inputs, then to helpers. */
public abstract class CometScript extends Script {
    private static final AtomicInteger EVALUATED = new AtomicInteger();

    protected CometScript() {}

    /** For the constructor that Groovy gives a script, so that it needs no second binding. */
    protected CometScript(Binding binding) {
        super(binding);
    }

    /**
     * Waits: {@code sleep(500)}. Groovy's own would swallow an interruption, and Ctrl-C with it.
     *
     * @param milliseconds how long, 0 or more
     * @throws InterruptedException when the script is interrupted
     */
    public static void sleep(long milliseconds) throws InterruptedException {
        EvaluationThread.check();
        Thread.sleep(milliseconds);
    }

    /** Waits, and asks the closure whether to stop when interrupted: {@code sleep(500) { true }}. */
    public static void sleep(long milliseconds, Closure<?> onInterrupt) {
        DefaultGroovyStaticMethods.sleep(null, milliseconds, onInterrupt);
    }

    /**
     * Evaluates a text over the variables of this script: {@code evaluate("Metric('loss') < 0.5")}.
     *
     * @return the value of its last statement
     * @throws CompilationFailedException when it does not compile
     */
    @Override
    public Object evaluate(String code) {
        return evaluate(code, "Evaluated" + EVALUATED.incrementAndGet() + ".groovy");
    }

    /**
     * Evaluates a file over the variables of this script: {@code evaluate(new File("common.groovy"))}.
     *
     * @return the value of its last statement
     * @throws IOException when the file cannot be read
     * @throws CompilationFailedException when it does not compile
     */
    @Override
    public Object evaluate(File file) throws IOException {
        return evaluate(ScriptText.read(file.toPath()), file.getPath());
    }

    /**
     * Runs a file over the variables of this script, with arguments: {@code run(new File("nightly.groovy"), "demo/digits")}.
     *
     * @param arguments what the file finds in {@code args}
     * @throws IOException when the file cannot be read
     */
    @Override
    public void run(File file, String[] arguments) throws IOException {
        getBinding().setVariable("args", arguments);
        evaluate(file);
    }

    private Object evaluate(String code, String name) {
        ScriptTexts.remember(name, code);
        CompilingLoader loader = new CompilingLoader(getClass().getClassLoader());
        Class<?> type = loader.parseClass(new GroovyCodeSource(code, name, "/groovy/script"), false);
        return InvokerHelper.createScript(type, getBinding()).run();
    }

    /** Called by Groovy for a call that neither the script nor a closure in its variables can answer. */
    public Object methodMissing(String name, Object args) {
        Object[] arguments = InvokerHelper.asArray(args);
        return fallback(name, arguments)
                .orElseThrow(() -> new MissingMethodException(name, getClass(), arguments))
                .invoke();
    }

    private Optional<ScriptBinding.FunctionCall> fallback(String name, Object[] arguments) {
        if (!(getBinding() instanceof ScriptBinding binding)) {
            return Optional.empty();
        }
        Optional<ScriptBinding.FunctionCall> definition = binding.definitions().find(name, arguments);
        if (definition.isPresent() || binding.helpers() == null) {
            return definition;
        }
        ScriptHelpers helpers = binding.helpers();
        return PythonNamedCall.knows(helpers, name)
                ? Optional.of(() -> PythonNamedCall.of(helpers, name, arguments).invoke())
                : definition;
    }
}
