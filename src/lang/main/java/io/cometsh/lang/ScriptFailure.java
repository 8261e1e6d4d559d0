package io.cometsh.lang;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
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

    /**
     * The line that failed as the user wrote it: {@code line 2: y = x.foo()}.
     *
     * @param code the text that ran under the name
     * @return empty when no frame of the script is on the stack
     */
    public static Optional<String> excerpt(Throwable thrown, String scriptName, String code) {
        OptionalInt line = locate(thrown, scriptName);
        List<String> lines = code.lines().toList();
        return line.isPresent() && line.getAsInt() <= lines.size()
                ? Optional.of("line " + line.getAsInt() + ": "
                        + lines.get(line.getAsInt() - 1).strip())
                : Optional.empty();
    }

    /** What went wrong in a script, in one or two lines. */
    public static String describe(Throwable thrown) {
        ErrorLocation place = ErrorLocation.of(thrown, ScriptTexts::of);
        return (place == null ? Optional.<String>empty() : place.nullPart(thrown))
                .orElseGet(() -> UserErrors.describe(thrown));
    }

    /**
     * The line of a script that failed, with a mark; empty when none of a script's is on the stack, or when it is the first
     * of {@code -e}, which the user has just written.
     */
    public static Optional<String> marked(Throwable thrown) {
        return Optional.ofNullable(ErrorLocation.of(thrown, ScriptTexts::of))
                .filter(place -> place.line() > 1 || !place.source().equals("-e"))
                .map(ErrorLocation::marked);
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
