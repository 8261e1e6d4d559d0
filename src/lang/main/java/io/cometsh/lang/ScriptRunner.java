package io.cometsh.lang;

import groovy.lang.GroovyCodeSource;
import groovy.lang.Script;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.List;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.runtime.InvokerHelper;

/**
 * Runs scripts, each on its own: variables and definitions of one are not seen by the next.
 *
 * <pre>{@code
 * new ScriptRunner(context).run("args.length + 1", "count.groovy", List.of("a"))   // 2
 * }</pre>
 */
public final class ScriptRunner {
    private final ScriptContext context;
    private final ScriptCache cache;

    public ScriptRunner(ScriptContext context) {
        this(context, ScriptCache.NONE);
    }

    /** @param cache where compiled scripts are kept for the next time */
    public ScriptRunner(ScriptContext context, ScriptCache cache) {
        this.context = context;
        this.cache = cache;
    }

    /**
     * Runs a file, read as UTF-8. The file may begin with a {@code #!} line.
     *
     * @return the value of the script's last statement
     * @throws IOException when the file can't be read
     * @throws ScriptCompileException when it does not compile
     */
    public Object run(Path file, List<String> args) throws IOException {
        return run(ScriptText.read(file), file.toString(), args);
    }

    /**
     * Runs a text. What the script throws comes out as it was thrown, checked exceptions included;
     * {@link ScriptFailure#locate} finds its line.
     *
     * @param name how the script is called in messages and stack traces; any file name will do
     * @param args what the script finds in {@code args}
     * @return the value of the script's last statement
     * @throws ScriptCompileException when it does not compile
     */
    public Object run(String code, String name, List<String> args) {
        ScriptTexts.remember(name, code);
        String[] arguments = args.toArray(String[]::new);
        Class<?> type = type(code, name);
        ScriptBinding binding = context.newBinding();
        binding.setVariable("args", arguments);
        return start(type, binding, arguments, name);
    }

    // The class loaders are never closed: threads that outlive the script still load classes through them.
    private Class<?> type(String code, String name) {
        CompiledScript kept = cache.find(code, name);
        if (kept != null) {
            try {
                return kept.load(context.classLoader());
            } catch (ClassNotFoundException | LinkageError e) {
                return compiled(code, name);
            }
        }
        return compiled(code, name);
    }

    private Class<?> compiled(String code, String name) {
        return PythonText.compile(code, readable -> compile(readable, code, name));
    }

    private Class<?> compile(String readable, String code, String name) {
        CompilingLoader loader = new CompilingLoader(context.classLoader());
        try {
            Class<?> type = loader.parseClass(new GroovyCodeSource(readable, name, "/groovy/script"), false);
            if (!loader.usesOtherSources()) {
                cache.keep(code, name, new CompiledScript(type.getName(), loader.compiled()));
            }
            return type;
        } catch (CompilationFailedException e) {
            throw ScriptCompileException.of(e, name, code);
        }
    }

    private static Object start(Class<?> type, ScriptBinding binding, String[] arguments, String name) {
        Thread thread = Thread.currentThread();
        ClassLoader previous = thread.getContextClassLoader();
        thread.setContextClassLoader(type.getClassLoader());
        try {
            if (Script.class.isAssignableFrom(type)) {
                return InvokerHelper.newScript(type.asSubclass(Script.class), binding)
                        .run();
            }
            return ClassStart.of(type, arguments, name);
        } catch (InvocationTargetException e) {
            throw ScriptFailure.rethrow(ScriptFailure.unwrap(e));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot start " + name, e);
        } catch (RuntimeException e) {
            throw UserErrors.translate(ScriptFailure.unwrap(e));
        } finally {
            thread.setContextClassLoader(previous);
        }
    }
}
