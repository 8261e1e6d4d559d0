package groovy.runtime.metaclass;

import groovy.lang.Closure;
import groovy.lang.GroovyInterceptable;
import groovy.lang.GroovyObject;
import groovy.lang.GroovySystem;
import groovy.lang.MetaClass;
import groovy.lang.MetaClassImpl;
import groovy.lang.MetaMethod;
import groovy.lang.ProxyMetaClass;
import java.lang.reflect.Modifier;
import org.codehaus.groovy.reflection.CachedMethod;
import org.codehaus.groovy.reflection.ClassInfo;
import org.codehaus.groovy.reflection.GeneratedMetaMethod;
import org.codehaus.groovy.runtime.GeneratedClosure;
import org.codehaus.groovy.runtime.GroovyCategorySupport;
import org.codehaus.groovy.runtime.dgmimpl.NumberNumberMetaMethod;
import org.codehaus.groovy.runtime.metaclass.MetaClassRegistryImpl;
import org.codehaus.groovy.runtime.wrappers.Wrapper;

/**
 * Methods that a call may use through Groovy's own object, without a method handle. Groovy's {@code Selector} would select the
 * same one, and whether there is a handle makes no difference: Groovy's own methods have none with it either, and no
 * other one looks for its caller.
 */
final class MethodWithoutHandle {
    private MethodWithoutHandle() {}

    /**
     * The method of an ordinary call; null where only a handle gives what Groovy gives.
     *
     * @param sender the class with the call
     * @param isThis whether the call is on {@code this}
     * @param arguments without the receiver
     */
    static MetaMethod find(Class<?> sender, String name, boolean isThis, Object receiver, Object[] arguments) {
        if (receiver == null
                || receiver instanceof Class
                || receiver instanceof Closure
                || receiver instanceof GroovyInterceptable
                || receiver instanceof Wrapper
                || hasWrapper(arguments)
                || GroovyCategorySupport.hasCategoryInCurrentThread()) {
            return null;
        }
        MetaClass type = receiver instanceof GroovyObject object
                ? object.getMetaClass()
                : ((MetaClassRegistryImpl) GroovySystem.getMetaClassRegistry()).getMetaClass(receiver);
        if (!(type instanceof MetaClassImpl known)
                || type instanceof ProxyMetaClass
                || ClassInfo.getClassInfo(receiver.getClass()).hasPerInstanceMetaClasses()) {
            return null;
        }
        known.initialize();
        if (known.hasCustomInvokeMethod()) {
            return null;
        }
        Class<?> outer = sender;
        while (GeneratedClosure.class.isAssignableFrom(outer)) {
            outer = outer.getEnclosingClass();
        }
        Class<?> base = isThis || outer.isInstance(receiver) ? outer : known.getTheClass();
        MetaMethod method = known.getMethodWithCaching(base, name, arguments, false);
        return method instanceof GeneratedMetaMethod
                        || method instanceof NumberNumberMetaMethod
                        || method instanceof CachedMethod cached && isUnawareOfCaller(cached)
                ? method
                : null;
    }

    /** Arguments with a cast. */
    private static boolean hasWrapper(Object[] arguments) {
        for (Object argument : arguments) {
            if (argument instanceof Wrapper) {
                return true;
            }
        }
        return false;
    }

    /**
     * Without a handle, Java's reflection and Groovy are between the caller and the method. Methods of values and collections
     * do not look, and neither does a script or the client.
     */
    private static boolean isUnawareOfCaller(CachedMethod method) {
        Class<?> owner = method.getDeclaringClass().getTheClass();
        if (Modifier.isStatic(method.getModifiers()) || !FasterStart.isForAll(owner, method.getModifiers())) {
            return false;
        }
        String of = owner.getPackageName();
        return of.equals("java.util") && !method.isCallerSensitive()
                || of.equals("java.lang") && Comparable.class.isAssignableFrom(owner)
                || of.equals("groovy.lang")
                || of.startsWith("io.cometsh.");
    }
}
