package groovy.runtime.metaclass;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.codehaus.groovy.vmplugin.v8.CacheableCallSite;

/**
 * What a call site of Groovy runs until it has the handle of a method: it selects the method for the arguments and calls it.
 * As a record, the compiler takes its components for constants.
 */
record FirstCall(
        MethodHandle select,
        CacheableCallSite site,
        Class<?> sender,
        String name,
        int kind,
        Boolean isSafe,
        Boolean isThis,
        Boolean isSpread) {
    private static final MethodHandle CALL;
    private static final Object NO_RECEIVER = 1;

    static {
        try {
            CALL = MethodHandles.lookup()
                    .findVirtual(FirstCall.class, "call", MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    static MethodHandle handle(FirstCall call, MethodType type) {
        return CALL.bindTo(call)
                .asCollector(Object[].class, type.parameterCount())
                .asType(type);
    }

    private Object call(Object[] arguments) throws Throwable {
        MethodHandle method = (MethodHandle)
                select.invokeExact(site, sender, name, kind, isSafe, isThis, isSpread, NO_RECEIVER, arguments);
        return method.invokeExact(arguments);
    }
}
