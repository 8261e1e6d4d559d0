package io.cometsh.lang;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;

/** Starts a file that holds only classes, or only a {@code main} method, as Groovy does: by the first class. */
final class ClassStart {
    private static final List<Class<?>[]> PARAMETERS =
            List.of(new Class<?>[] {String[].class}, new Class<?>[] {Object.class}, new Class<?>[0]);

    private ClassStart() {}

    /** Calls {@code main}, static or not, with or without arguments; or else runs what is a {@link Runnable}. */
    static Object of(Class<?> type, String[] arguments, String file) throws ReflectiveOperationException {
        Optional<Method> main = main(type, true).or(() -> main(type, false));
        if (main.isPresent()) {
            Method method = main.get();
            method.setAccessible(true);
            Object target = Modifier.isStatic(method.getModifiers()) ? null : instance(type);
            return method.getParameterCount() == 0 ? method.invoke(target) : method.invoke(target, (Object) arguments);
        }
        if (Runnable.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
            ((Runnable) runnable(type, arguments)).run();
            return null;
        }
        throw new ScriptStartException(
                file + " has no statements to run: " + type.getName()
                        + " is a class without a main method, and no Runnable",
                null);
    }

    private static Optional<Method> main(Class<?> type, boolean isStatic) {
        for (Class<?>[] parameters : PARAMETERS) {
            try {
                Method method = type.getMethod("main", parameters);
                if (Modifier.isStatic(method.getModifiers()) == isStatic) {
                    return Optional.of(method);
                }
            } catch (NoSuchMethodException e) {
                // The next form.
                continue;
            }
        }
        return Optional.empty();
    }

    private static Object instance(Class<?> type) throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    private static Object runnable(Class<?> type, String[] arguments) throws ReflectiveOperationException {
        try {
            return type.getConstructor(String[].class).newInstance((Object) arguments);
        } catch (NoSuchMethodException e) {
            return instance(type);
        }
    }
}
