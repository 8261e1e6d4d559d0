package io.cometsh.lang;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What every script and session is given: variables, helpers and the class loader that finds its classes.
 *
 * <pre>{@code
 * new ScriptContext().lazy("api", () -> connect()).variable("out", out).helpers(helpers)
 * }</pre>
 */
public final class ScriptContext {
    private final Map<String, Object> variables = new LinkedHashMap<>();
    /** The last one given: an error that was thrown does not know the script's. */
    private static volatile Class<?> functions = ScriptHelpers.class;

    private ScriptHelpers helpers;
    private ClassLoader classLoader = ScriptContext.class.getClassLoader();

    /** A variable that every script sees and may replace. A variable {@code out} also receives {@code println}. */
    public ScriptContext variable(String name, Object value) {
        variables.put(name, value);
        return this;
    }

    /** A variable that is made when a script first reads it, so that a script which does not costs nothing. */
    public ScriptContext lazy(String name, Supplier<?> maker) {
        variables.put(name, new LazyVariable(maker));
        return this;
    }

    /** The methods that scripts call without an object in front. */
    public ScriptContext helpers(ScriptHelpers value) {
        this.helpers = value;
        remember(value.getClass());
        return this;
    }

    private static void remember(Class<?> type) {
        functions = type;
    }

    /** The class whose methods scripts call without an object in front. */
    static Class<?> functions() {
        return functions;
    }

    /** Where the classes that scripts import come from; by default, where ours come from. */
    public ScriptContext classLoader(ClassLoader value) {
        this.classLoader = value;
        return this;
    }

    ClassLoader classLoader() {
        return classLoader;
    }

    ScriptBinding newBinding() {
        PythonSpelling.installForClient();
        return new ScriptBinding(variables, helpers);
    }
}
