package io.cometsh.lang;

import groovy.lang.Binding;
import groovy.lang.Closure;
import groovy.lang.MissingMethodException;
import groovy.lang.Script;
import java.util.Optional;
import org.codehaus.groovy.runtime.InvokerHelper;

/** Where a call of one of {@link Query}'s words goes: to what the user means by the word, or else to {@link Query}. */
public final class WordDispatch {
    private WordDispatch() {}

    /**
     * Calls the delegate of a closure, when it has one of its own, then a closure in a variable of the script or a method of an
     * earlier input, then the word.
     *
     * @param owner of the closure with the call; outside of closures, the script
     * @param delegate the same as the owner, unless another one was set
     */
    public static Object call(Object owner, Object delegate, String name, Object[] arguments) {
        Object from = owner;
        Object to = delegate;
        while (true) {
            if (to != null && to != from) {
                try {
                    return InvokerHelper.invokeMethod(to, name, arguments);
                } catch (MissingMethodException e) {
                    if (!name.equals(e.getMethod())) {
                        throw e;
                    }
                }
            }
            if (!(from instanceof Closure<?> outer)) {
                break;
            }
            from = outer.getOwner();
            to = outer.getDelegate();
        }
        Optional<ScriptBinding.FunctionCall> own =
                from instanceof Script script ? own(script.getBinding(), name, arguments) : Optional.empty();
        return own.isPresent() ? own.get().invoke() : InvokerHelper.invokeStaticMethod(Query.class, name, arguments);
    }

    private static Optional<ScriptBinding.FunctionCall> own(Binding binding, String name, Object[] arguments) {
        if (binding.hasVariable(name) && binding.getVariable(name) instanceof Closure<?> closure) {
            return Optional.of(() -> closure.call(arguments));
        }
        return binding instanceof ScriptBinding script ? script.definitions().find(name, arguments) : Optional.empty();
    }
}
