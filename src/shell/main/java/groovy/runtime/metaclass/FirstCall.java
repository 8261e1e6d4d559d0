package groovy.runtime.metaclass;

import groovy.lang.GroovyRuntimeException;
import groovy.lang.MetaMethod;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import org.codehaus.groovy.runtime.ScriptBytecodeAdapter;
import org.codehaus.groovy.vmplugin.v8.CacheableCallSite;
import org.codehaus.groovy.vmplugin.v8.IndyInterface.CallType;

/**
 * What a call site of Groovy runs until it has the handle of a method: it selects the method for the arguments and calls it.
 * The handle with its checks takes Java up to a millisecond to make, so the first calls use none where they can. As a
 * record, the compiler takes its components for constants.
 *
 * @param calls how often the site has been called, up to {@link #FEW}
 */
record FirstCall(
        MethodHandle select,
        CacheableCallSite site,
        Class<?> sender,
        String name,
        int kind,
        Boolean isSafe,
        Boolean isThis,
        Boolean isSpread,
        int[] calls) {
    /** Most loops of a script are over the runs of a project; a loop that is longer needs the handle. */
    private static final int FEW = 50;

    /** Of a site without a target. */
    static final FirstCall UNLINKED = new FirstCall(null, null, null, "", 0, false, false, false, new int[1]);

    private static final Object NO_RECEIVER = 1;

    private static final MethodHandle[] CALLS = {
        method(Object[].class),
        method(Object.class),
        method(Object.class, Object.class),
        method(Object.class, Object.class, Object.class)
    };

    private static MethodHandle method(Class<?>... parameters) {
        try {
            return MethodHandles.lookup()
                    .findVirtual(FirstCall.class, "call", MethodType.methodType(Object.class, parameters));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Few arguments are not collected by a handle: that is a class to make for each number of them. */
    static MethodHandle handle(FirstCall call, MethodType type) {
        int count = type.parameterCount();
        return count < CALLS.length
                ? CALLS[count].bindTo(call).asType(type)
                : CALLS[0].bindTo(call).asCollector(Object[].class, count).asType(type);
    }

    Object call(Object receiver) throws Throwable {
        return call(new Object[] {receiver});
    }

    Object call(Object receiver, Object first) throws Throwable {
        return call(new Object[] {receiver, first});
    }

    Object call(Object receiver, Object first, Object second) throws Throwable {
        return call(new Object[] {receiver, first, second});
    }

    Object call(Object[] arguments) throws Throwable {
        if (calls[0] < FEW) {
            calls[0]++;
            Object[] others = Arrays.copyOfRange(arguments, 1, arguments.length);
            MetaMethod known = kind != CallType.METHOD.ordinal() || isSafe || isSpread
                    ? null
                    : MethodWithoutHandle.find(sender, name, isThis, arguments[0], others);
            if (known != null) {
                try {
                    return known.doMethodInvoke(arguments[0], others);
                } catch (GroovyRuntimeException e) {
                    throw ScriptBytecodeAdapter.unwrap(e);
                }
            }
        }
        MethodHandle method = (MethodHandle)
                select.invokeExact(site, sender, name, kind, isSafe, isThis, isSpread, NO_RECEIVER, arguments);
        return method.invokeExact(arguments);
    }
}
