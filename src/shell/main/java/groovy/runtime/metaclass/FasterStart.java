package groovy.runtime.metaclass;

import groovy.lang.Binding;
import groovy.lang.GString;
import groovy.lang.GroovyObjectSupport;
import groovy.lang.MetaClass;
import java.beans.BeanInfo;
import java.beans.IntrospectionException;
import java.io.PrintStream;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.logging.Logger;
import java.util.stream.Collector;
import org.codehaus.groovy.reflection.ClassInfo;
import org.codehaus.groovy.runtime.GroovyCategorySupport;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.codehaus.groovy.vmplugin.v8.CacheableCallSite;
import org.codehaus.groovy.vmplugin.v8.IndyInterface;

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

    /** For {@code Class.getMethod}: where there is no such method, Java makes its message by streams. */
    public static Method getMethod(Class<?> type, String name, Class<?>... parameters) throws NoSuchMethodException {
        if (!hasMethod(type, name)) {
            throw new NoSuchMethodException(name);
        }
        return type.getMethod(name, parameters);
    }

    private static boolean hasMethod(Class<?> type, String name) {
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals(name)) {
                return true;
            }
        }
        for (Class<?> above : type.getInterfaces()) {
            if (hasMethod(above, name)) {
                return true;
            }
        }
        return type.getSuperclass() != null && hasMethod(type.getSuperclass(), name);
    }

    /** For {@code Comparator.comparing}, whose comparators can be serialized and so take longer to make. */
    public static <T, U extends Comparable<? super U>> Comparator<T> comparing(Function<? super T, ? extends U> key) {
        return (first, second) -> key.apply(first).compareTo(key.apply(second));
    }

    /** As {@link #comparing}: Java links five lambdas for this collector. */
    public static <T> Collector<T, ?, Set<T>> toUnmodifiableSet() {
        return Collector.<T, Set<T>, Set<T>>of(
                HashSet::new,
                Set::add,
                (first, second) -> {
                    first.addAll(second);
                    return first;
                },
                Set::copyOf);
    }

    /** As {@link #comparing}. */
    public static <T, K, V> Collector<T, ?, Map<K, V>> toUnmodifiableMap(
            Function<? super T, ? extends K> key, Function<? super T, ? extends V> value) {
        return Collector.<T, Map<K, V>, Map<K, V>>of(
                HashMap::new,
                (map, item) -> map.put(key.apply(item), value.apply(item)),
                (first, second) -> {
                    first.putAll(second);
                    return first;
                },
                Map::copyOf);
    }

    /** As {@link #comparing}. */
    public static <T> Function<T, T> identity() {
        return item -> item;
    }

    /** The metaclass of a new object, or null where {@code getMetaClass} finds it later. */
    public static MetaClass metaClassOfNew(GroovyObjectSupport made) {
        return made instanceof Binding || made instanceof GString ? null : InvokerHelper.getMetaClass(made.getClass());
    }

    /** For the method of {@code InvokerHelper}: to print a text, a script needs no metaclass of its output. */
    public static Object invokeMethod(Object target, String name, Object arguments) {
        boolean isPrint = name.equals("println")
                && arguments instanceof Object[] values
                && values.length == 1
                && (values[0] instanceof String || values[0] instanceof GString);
        if (isPrint && target != null && target.getClass() == PrintStream.class && isPlain(target)) {
            ((PrintStream) target).println(((Object[]) arguments)[0].toString());
            return null;
        }
        return InvokerHelper.invokeMethod(target, name, arguments);
    }

    /** Whether nobody has changed the methods of an object. */
    private static boolean isPlain(Object target) {
        ClassInfo info = ClassInfo.getClassInfo(target.getClass());
        return info.getStrongMetaClass() == null
                && !info.hasPerInstanceMetaClasses()
                && !GroovyCategorySupport.hasCategoryInCurrentThread();
    }

    /** For {@code ResolveVisitor.DEFAULT_IMPORTS}: the class belongs to the compiler. */
    public static String[] defaultImports() {
        return new String[] {
            "java.lang.", "java.util.", "java.io.", "java.net.", "java.time.", "groovy.lang.", "groovy.util."
        };
    }

    /** For the method of {@code InvokerFactory}, which loads a writer of classes at the first call of a method. */
    public static boolean generationAllowed() {
        return !Boolean.getBoolean("groovy.cachedmethod.invoker.disable")
                && !Boolean.getBoolean("groovy.hidden.classes.disable");
    }

    /** For the name of {@code IndyInterface} in what the compiler writes: {@link #bootstrap} links call sites. */
    public static String getName(Class<?> linker) {
        return FasterStart.class.getName();
    }

    /** As {@link #getName}, the parameters of {@link #bootstrap}. */
    public static String toMethodDescriptorString(MethodType type) {
        return type.changeParameterType(2, Object.class)
                .changeParameterType(3, Object.class)
                .changeParameterType(4, Object.class)
                .toMethodDescriptorString();
    }

    /**
     * Links a call site as the method of {@code IndyInterface} does. Java passes objects to it, and makes six classes to pass
     * something else.
     */
    public static CallSite bootstrap(
            MethodHandles.Lookup caller, String callType, Object type, Object name, Object flags) {
        return IndyInterface.bootstrap(caller, callType, (MethodType) type, (String) name, (Integer) flags);
    }

    /** For the method of {@code IndyInterface}, which binds eight values to a method handle one by one. */
    public static MethodHandle makeBootHandle(
            MutableCallSite site,
            Class<?> sender,
            String name,
            int kind,
            MethodType type,
            boolean isSafe,
            boolean isThis,
            boolean isSpread,
            MethodHandle select) {
        if (!(site instanceof CacheableCallSite cacheable)) {
            throw new IllegalArgumentException("no call site of Groovy: " + site);
        }
        return FirstCall.handle(
                new FirstCall(select, cacheable, sender, name, kind, isSafe, isThis, isSpread, new int[1]), type);
    }

    /** What a call site has until Groovy gives it a target, which it does before the site is used. */
    public static MethodHandle unlinked(MethodType type) {
        return FirstCall.handle(FirstCall.UNLINKED, type);
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
        return Modifier.isPublic(modifiers) && BeanAccessors.isForAll(type);
    }
}
