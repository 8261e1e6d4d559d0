package groovy.runtime.metaclass;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;

/** What a class has for the type variables of the classes and interfaces that it extends: {@code Integer} for the E of a list. */
record BoundTypes(Class<?> type) {
    /** Null where it is not clear: for an array, or a variable of an enclosing class. */
    Class<?> of(Type generic) {
        if (!(generic instanceof TypeVariable<?> variable)
                || !(variable.getGenericDeclaration() instanceof Class<?> home)) {
            return null;
        }
        Type bound = home == type ? null : in(type, variable, home);
        if (bound instanceof TypeVariable<?> own && own.getGenericDeclaration() == type) {
            bound = own.getBounds()[0];
        }
        return bound instanceof Class<?> known ? known : null;
    }

    /** The type that a class gives to a variable of a superclass; null where the class does not extend it. */
    private static Type in(Class<?> from, TypeVariable<?> variable, Class<?> home) {
        Type found = through(from.getGenericSuperclass(), variable, home);
        for (Type extended : from.getGenericInterfaces()) {
            found = found == null ? through(extended, variable, home) : found;
        }
        return found;
    }

    private static Type through(Type extended, TypeVariable<?> variable, Class<?> home) {
        if (extended instanceof Class<?> plain) {
            return plain == home ? null : in(plain, variable, home);
        }
        if (!(extended instanceof ParameterizedType parameterized)) {
            return null;
        }
        Class<?> raw = (Class<?>) parameterized.getRawType();
        Type bound = raw == home ? variable : in(raw, variable, home);
        TypeVariable<?>[] variables = raw.getTypeParameters();
        for (int i = 0; i < variables.length; i++) {
            if (variables[i].equals(bound)) {
                return parameterized.getActualTypeArguments()[i];
            }
        }
        return bound;
    }
}
