package io.cometsh.lang;

import groovy.lang.GroovyInterceptable;
import groovy.lang.GroovyObjectSupport;
import groovy.lang.GroovySystem;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.codehaus.groovy.runtime.InvokerInvocationException;

/**
 * The receiver of a call with arguments by name, which the compiler puts in front of the call. On what the client
 * returned the names are matched with the parameters first: Groovy alone would take {@code logMetrics(metricDict: m,
 * step: 3)} for two metrics of these names. Any other receiver is itself.
 */
public final class NamedCall extends GroovyObjectSupport implements GroovyInterceptable {
    private final Object target;

    private NamedCall(Object target) {
        this.target = target;
    }

    /** For a call with {@code name: value} in it. */
    public static Object byName(Object receiver) {
        return isClient(receiver) ? new NamedCall(receiver) : receiver;
    }

    /**
     * For a call with assignments in it, {@code f(a, name = value)}, which hands the values over by position.
     *
     * @param positions {@code name=1,other=2}
     * @throws SpellingException when the method has a parameter of the name at another position
     */
    public static Object byPosition(Object receiver, String method, int count, String positions) {
        if (isClient(receiver)) {
            for (String one : positions.split(",")) {
                int equals = one.indexOf('=');
                PythonNamedCall.requirePosition(
                        receiver, method, count, one.substring(0, equals), Integer.parseInt(one.substring(equals + 1)));
            }
        }
        return receiver;
    }

    private static boolean isClient(Object receiver) {
        return receiver != null
                && GroovySystem.getMetaClassRegistry().getMetaClass(receiver.getClass()) instanceof ClientMetaClass;
    }

    @Override
    public Object invokeMethod(String name, Object arguments) {
        Object[] all = InvokerHelper.asArray(arguments);
        try {
            return PythonNamedCall.knows(target, name)
                    ? PythonNamedCall.of(target, name, all).invoke()
                    : InvokerHelper.invokeMethod(target, name, all);
        } catch (InvokerInvocationException e) {
            throw ScriptFailure.rethrow(ScriptFailure.unwrap(e));
        }
    }

    /** An assertion that fails draws the receiver. */
    @Override
    public String toString() {
        return String.valueOf(target);
    }
}
