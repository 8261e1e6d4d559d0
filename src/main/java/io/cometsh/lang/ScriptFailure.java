package io.cometsh.lang;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.OptionalInt;
import java.util.Set;
import org.codehaus.groovy.runtime.InvokerInvocationException;

/** Finds the user's own place in what a script has thrown. */
public final class ScriptFailure {
    private ScriptFailure() {}

    /**
     * The line of the script from which the exception, or else one of its causes, came.
     *
     * @param scriptName the name under which the script ran; of a path only the last part counts
     * @return 1 for the first line; empty when no frame of the script is on the stack
     */
    public static OptionalInt locate(Throwable thrown, String scriptName) {
        String file = scriptName.substring(Math.max(scriptName.lastIndexOf('/'), scriptName.lastIndexOf('\\')) + 1);
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable t = thrown; t != null && seen.add(t); t = t.getCause()) {
            for (StackTraceElement frame : t.getStackTrace()) {
                if (file.equals(frame.getFileName()) && frame.getLineNumber() > 0) {
                    return OptionalInt.of(frame.getLineNumber());
                }
            }
        }
        return OptionalInt.empty();
    }

    /** What was thrown, without the wrappers that calls by reflection put around it. */
    static Throwable unwrap(Throwable thrown) {
        Throwable inner = thrown;
        while (inner.getCause() != null
                && (inner instanceof InvokerInvocationException
                        || inner instanceof InvocationTargetException
                        || inner instanceof UndeclaredThrowableException)) {
            inner = inner.getCause();
        }
        return inner;
    }

    /** Throws what a script threw as it is, since Groovy scripts need not declare anything. */
    @SuppressWarnings("unchecked")
    static <T extends Throwable> RuntimeException rethrow(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
