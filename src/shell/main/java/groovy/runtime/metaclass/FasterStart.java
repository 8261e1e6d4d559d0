package groovy.runtime.metaclass;

import java.beans.BeanInfo;
import java.beans.IntrospectionException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.util.logging.Logger;

/**
 * What the build has some of Groovy's classes call instead of their own code, because that loads much at each start. The
 * changes are in {@code LibraryPatcher}; each method here gives what the replaced one gives.
 */
public final class FasterStart {
    private FasterStart() {}

    /** For {@code Introspector}, which looks through every library for a {@code BeanInfo} and a {@code Customizer}. */
    public static BeanInfo getBeanInfo(Class<?> type) throws IntrospectionException {
        return BeanAccessors.of(type);
    }

    /** For the method of {@code GeneralUtils}, which loads a part of the compiler. */
    public static boolean inSamePackage(Class<?> first, Class<?> second) {
        return first.getPackageName().equals(second.getPackageName());
    }

    /** For the method of {@code TypeUtil}, which loads a part of the compiler. */
    @SuppressWarnings("rawtypes")
    public static Class autoboxType(Class type) {
        return type == null || type == void.class
                ? type
                : MethodType.methodType((Class<?>) type).wrap().returnType();
    }

    /** A handle of a method that depends on its caller takes long to make: for {@code Class.forName}. */
    public static MethodHandle findStatic(MethodHandles.Lookup lookup, Class<?> owner, String name, MethodType type)
            throws ReflectiveOperationException {
        return owner == Class.class
                ? MethodHandles.lookup().findStatic(FasterStart.class, name, type)
                : lookup.findStatic(owner, name, type);
    }

    /** As {@link #findStatic}: for {@code Class.isSealed} and {@code Class.getPermittedSubclasses}. */
    public static MethodHandle findVirtual(MethodHandles.Lookup lookup, Class<?> owner, String name, MethodType type)
            throws NoSuchMethodException, IllegalAccessException {
        return MethodHandles.lookup().findStatic(FasterStart.class, name, type.insertParameterTypes(0, owner));
    }

    private static Class<?> forName(String name, boolean initialize, ClassLoader loader) throws ClassNotFoundException {
        return Class.forName(name, initialize, loader);
    }

    private static boolean isSealed(Class<?> type) {
        return type.isSealed();
    }

    private static Class<?>[] getPermittedSubclasses(Class<?> type) {
        return type.getPermittedSubclasses();
    }

    /** Groovy's call sites use their logs only when one of these properties is set. */
    public static Logger getLogger(String name) {
        boolean used =
                Boolean.getBoolean("groovy.indy.logging") || Boolean.getBoolean("groovy.indy.invalidation.stats");
        return used ? Logger.getLogger(name) : null;
    }

    /** Whether Groovy has flags for changed operators of this class; it makes six lambdas for them. */
    public static boolean hasNumberFlags(Class<?> type) {
        return type == Integer.class
                || type == Long.class
                || type == Double.class
                || type == Float.class
                || type == Short.class
                || type == Byte.class
                || type == Object.class;
    }

    /** Whether all code can use a member: it is public, in a public class of a package that its module exports to all. */
    public static boolean isForAll(Class<?> type, int modifiers) {
        return Modifier.isPublic(modifiers)
                && Modifier.isPublic(type.getModifiers())
                && type.getModule().isExported(type.getPackageName());
    }
}
