package io.cometsh.lang;

import groovy.lang.Binding;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The variables of a script or session, and where a call goes that the script itself cannot answer. */
final class ScriptBinding extends Binding {
    /** The last resort of a call without an object in front; empty when this one has no answer either. */
    interface Fallback {
        Optional<FunctionCall> find(String name, Object[] arguments);
    }

    /** A call that was found and is ready to be made. */
    interface FunctionCall {
        Object invoke();
    }

    private final ScriptHelpers helpers;
    private Fallback definitions = (name, arguments) -> Optional.empty();

    ScriptBinding(Map<String, Object> variables, ScriptHelpers helpers) {
        // Completion reads the variables from another thread while a script writes them.
        super(Collections.synchronizedMap(new LinkedHashMap<>(variables)));
        this.helpers = helpers;
    }

    /** Where methods of earlier inputs are looked up. */
    void definitions(Fallback value) {
        this.definitions = value;
    }

    Fallback definitions() {
        return definitions;
    }

    ScriptHelpers helpers() {
        return helpers;
    }

    @Override
    public void setVariable(String name, Object value) {
        EvaluationThread.check();
        super.setVariable(name, value);
    }

    @Override
    public Object getVariable(String name) {
        Object value = super.getVariable(name);
        if (value instanceof LazyVariable lazy) {
            synchronized (lazy) {
                value = super.getVariable(name);
                if (value instanceof LazyVariable) {
                    value = lazy.maker().get();
                    setVariable(name, value);
                }
            }
        }
        return value;
    }

    /** A copy; what has not been made yet is left out, since looking must not make it. */
    Map<String, Object> snapshot() {
        Map<?, ?> variables = getVariables();
        Map<String, Object> copy = new LinkedHashMap<>();
        synchronized (variables) {
            variables.forEach((name, value) -> copy.put(String.valueOf(name), value));
        }
        copy.values().removeIf(LazyVariable.class::isInstance);
        return copy;
    }
}
