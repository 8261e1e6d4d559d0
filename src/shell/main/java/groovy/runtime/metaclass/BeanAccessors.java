package groovy.runtime.metaclass;

import java.beans.BeanInfo;
import java.beans.EventSetDescriptor;
import java.beans.IntrospectionException;
import java.beans.Introspector;
import java.beans.MethodDescriptor;
import java.beans.PropertyDescriptor;
import java.beans.SimpleBeanInfo;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EventListener;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The properties of a class as Groovy needs them for a metaclass: their names, types, getters and setters. It gives what
 * Java's {@code Introspector} gives, and leaves to it each class about which there could be two opinions.
 *
 * <p>The Introspector looks for a {@code XBeanInfo} and a {@code XCustomizer} of each class X and its superclasses. No
 * library has one, and so every jar is opened and searched, at each start.
 */
final class BeanAccessors extends SimpleBeanInfo {
    private static final ClassLoader PROGRAM = BeanAccessors.class.getClassLoader();

    private final Class<?> type;
    private final Map<String, Accessors> found = new TreeMap<>();
    /** The Introspector gives such a property no type, and Groovy leaves it out. */
    private final Set<String> indexed = new HashSet<>();

    private boolean simple;

    private BeanAccessors(Class<?> type) {
        this.type = type;
        simple = isPlain(type) && isWithoutBeanInfo(type);
        if (simple) {
            for (Method method : type.getMethods()) {
                simple = simple && add(method);
            }
            simple = simple && Collections.disjoint(indexed, found.keySet());
            // A loop and no stream, whose lambdas Java would link at each start.
            for (Accessors accessors : found.values()) {
                simple = simple && accessors.agree();
            }
        }
    }

    static BeanInfo of(Class<?> type) throws IntrospectionException {
        BeanInfo info = simple(type);
        return info == null ? Introspector.getBeanInfo(type) : info;
    }

    /** Null where only the Introspector knows. */
    static BeanInfo simple(Class<?> type) {
        BeanAccessors accessors = new BeanAccessors(type);
        return accessors.simple ? accessors : null;
    }

    private static boolean isPlain(Class<?> type) {
        return !type.isInterface() && !type.isPrimitive();
    }

    private static boolean isWithoutBeanInfo(Class<?> type) {
        if (type.isArray()) {
            return true;
        }
        for (Class<?> one = type; one != null; one = one.getSuperclass()) {
            ClassLoader loader = one.getClassLoader();
            Module module = one.getModule();
            if (module.isNamed()) {
                // In Java only its windows have one.
                if (!module.isExported(one.getPackageName()) || module.getName().equals("java.desktop")) {
                    return false;
                }
            } else if (loader != PROGRAM && has(loader, one.getName() + "BeanInfo")) {
                return false;
            }
        }
        return true;
    }

    private static boolean has(ClassLoader loader, String name) {
        try {
            Class.forName(name, false, loader);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        } catch (LinkageError e) {
            return true;
        }
    }

    /** False where it is not clear. */
    private boolean add(Method method) {
        String name = method.getName();
        Class<?>[] parameters = method.getParameterTypes();
        if (parameters.length == 1 && EventListener.class.isAssignableFrom(parameters[0])) {
            return !name.startsWith("add") && !name.startsWith("remove") && !name.startsWith("set");
        }
        if (Modifier.isStatic(method.getModifiers()) || parameters.length > 2) {
            return true;
        }
        boolean isVoid = method.getReturnType() == void.class;
        if (parameters.length == 0) {
            boolean is = starts(name, "is") && method.getReturnType() == boolean.class;
            return !is && (isVoid || !starts(name, "get")) || take(method, is ? 2 : 3);
        }
        if (parameters.length == 1 && isVoid) {
            return !starts(name, "set") || take(method, 3);
        }
        if (parameters[0] == int.class && starts(name, isVoid ? "set" : "get")) {
            indexed.add(name.substring(3));
        }
        return true;
    }

    private static boolean starts(String name, String prefix) {
        return name.length() > prefix.length() && name.startsWith(prefix);
    }

    /** Takes a getter or setter, whose name begins with a prefix of this length. */
    private boolean take(Method method, int prefix) {
        Class<?> home = method.getDeclaringClass();
        if (home.isInterface() && !method.isDefault() && isForAll(home)) {
            return true;
        }
        Method callable = callable(method);
        if (callable == null || home.isInterface() && callable != method) {
            return false;
        }
        boolean isGetter = method.getParameterCount() == 0;
        Class<?> value = isGetter ? method.getReturnType() : method.getParameterTypes()[0];
        if (mayDependOnType(method, home)) {
            value = new BoundTypes(type).of(generic(method));
            if (value == null) {
                return false;
            }
        }
        Accessors accessors = found.computeIfAbsent(method.getName().substring(prefix), Accessors::new);
        return isGetter ? accessors.read(callable, value, method.isBridge(), prefix) : accessors.write(callable, value);
    }

    /** The method that all code can call: of a public superclass, or else of a public interface. Null where there is none. */
    private static Method callable(Method method) {
        Class<?> home = method.getDeclaringClass();
        if (isForAll(home)) {
            return method;
        }
        Method inherited = callable(method, home.getSuperclass());
        if (inherited != null && !inherited.getDeclaringClass().isInterface()) {
            return inherited;
        }
        for (Class<?> one : home.getInterfaces()) {
            Method implemented = callable(method, one);
            if (implemented != null) {
                return implemented;
            }
        }
        return inherited;
    }

    private static Method callable(Method method, Class<?> extended) {
        try {
            return extended == null ? null : callable(extended.getMethod(method.getName(), method.getParameterTypes()));
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    /** Whether all code can use a class: it is public, in a package that its module exports to all. */
    static boolean isForAll(Class<?> type) {
        return Modifier.isPublic(type.getModifiers()) && type.getModule().isExported(type.getPackageName());
    }

    /** A subclass may define a type variable of its superclass. */
    private boolean mayDependOnType(Method method, Class<?> home) {
        if (home == type) {
            return false;
        }
        boolean isInner = home.getEnclosingClass() != null && !Modifier.isStatic(home.getModifiers());
        if (!isInner && home.getTypeParameters().length == 0) {
            return false;
        }
        Type generic = generic(method);
        while (generic instanceof GenericArrayType array) {
            generic = array.getGenericComponentType();
        }
        return generic instanceof TypeVariable;
    }

    private static Type generic(Method method) {
        return method.getParameterCount() == 0 ? method.getGenericReturnType() : method.getGenericParameterTypes()[0];
    }

    @Override
    public PropertyDescriptor[] getPropertyDescriptors() {
        PropertyDescriptor[] all = new PropertyDescriptor[found.size()];
        int at = 0;
        for (Accessors one : found.values()) {
            try {
                all[at++] = new Property(Introspector.decapitalize(one.name), one);
            } catch (IntrospectionException e) {
                throw new IllegalStateException("a property without a method was expected to be made", e);
            }
        }
        return all;
    }

    /** Groovy reads the components of a record from the methods without parameters. */
    @Override
    public MethodDescriptor[] getMethodDescriptors() {
        List<MethodDescriptor> getters = new ArrayList<>();
        for (Method method : type.getMethods()) {
            if (method.getParameterCount() == 0 && !method.isBridge() && !Modifier.isStatic(method.getModifiers())) {
                getters.add(new MethodDescriptor(method));
            }
        }
        return getters.toArray(MethodDescriptor[]::new);
    }

    @Override
    public EventSetDescriptor[] getEventSetDescriptors() {
        return new EventSetDescriptor[0];
    }

    @Override
    public String toString() {
        return "properties of " + type;
    }

    private static final class Accessors {
        private final String name;
        private Method read;
        private Method write;
        private Class<?> readType;
        private Class<?> writeType;

        Accessors(String name) {
            this.name = name;
        }

        /** False where there is another one. */
        boolean read(Method method, Class<?> value, boolean isBridge, int prefix) {
            if (isBridge) {
                return prefix == 3;
            }
            boolean first = read == null;
            read = method;
            readType = value;
            return first;
        }

        /** False where there is another one. */
        boolean write(Method method, Class<?> value) {
            boolean first = write == null && !method.isBridge();
            write = method;
            writeType = value;
            return first;
        }

        boolean agree() {
            return read == null ? write != null : write == null || readType == writeType;
        }

        Class<?> type() {
            return read == null ? writeType : readType;
        }
    }

    /** The constructor of its superclass would read the annotations of both methods. */
    private static final class Property extends PropertyDescriptor {
        private final Accessors accessors;

        Property(String name, Accessors accessors) throws IntrospectionException {
            super(name, null, null);
            this.accessors = accessors;
        }

        @Override
        public Class<?> getPropertyType() {
            return accessors == null ? null : accessors.type();
        }

        @Override
        public Method getReadMethod() {
            return accessors == null ? null : accessors.read;
        }

        @Override
        public Method getWriteMethod() {
            return accessors == null ? null : accessors.write;
        }
    }
}
