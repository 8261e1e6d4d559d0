package io.cometsh.lang;

import groovy.lang.Closure;
import groovy.lang.MetaClass;
import groovy.lang.MissingMethodException;
import groovy.lang.Script;
import java.util.Optional;
import org.codehaus.groovy.runtime.DefaultGroovyStaticMethods;
import org.codehaus.groovy.runtime.InvokerHelper;

/** The class that every script extends. A call that the script cannot answer goes to earlier inputs, then to helpers. */
public abstract class CometScript extends Script {

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

    /** Called by Groovy for a call that neither the script nor a closure in its variables can answer. */
    public Object methodMissing(String name, Object args) {
        Object[] arguments = InvokerHelper.asArray(args);
        return fallback(name, arguments)
                .orElseThrow(() -> new MissingMethodException(name, getClass(), arguments))
                .invoke();
    }

    private Optional<ScriptBinding.Call> fallback(String name, Object[] arguments) {
        if (!(getBinding() instanceof ScriptBinding binding)) {
            return Optional.empty();
        }
        Optional<ScriptBinding.Call> definition = binding.definitions().find(name, arguments);
        if (definition.isPresent() || binding.helpers() == null) {
            return definition;
        }
        MetaClass helpers = InvokerHelper.getMetaClass(binding.helpers());
        boolean isHelper = helpers.respondsTo(binding.helpers(), name, arguments).stream()
                .anyMatch(method -> !method.getDeclaringClass().getTheClass().equals(Object.class));
        return isHelper ? Optional.of(() -> helpers.invokeMethod(binding.helpers(), name, arguments)) : definition;
    }
}
