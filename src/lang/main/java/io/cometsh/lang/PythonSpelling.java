package io.cometsh.lang;

import groovy.lang.Closure;
import groovy.lang.ExpandoMetaClass;
import groovy.lang.GroovySystem;
import groovy.lang.MetaClass;
import groovy.lang.MetaClassRegistry;
import io.cometsh.client.wire.WireRecord;
import io.cometsh.export.Rows;
import io.cometsh.export.Table;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.codehaus.groovy.runtime.InvokerInvocationException;

/**
 * Lets the methods of given classes be called as in Python: {@code api.get_experiments("acme")} for
 * {@code api.getExperiments("acme")}, and with arguments by name: {@code api.query("acme", "vision", q, archived: true)}.
 * Properties are spelled in both ways too: {@code artifact.version_tags}. Arguments that a shorter form of the method
 * lacks may be left out; the longer form gets null for them. An assignment to a property is refused.
 *
 * <p>There is no second API. Groovy first looks for the method as it is written; only a call that it cannot
 * answer comes here and is matched by method and parameter names, for which the classes are compiled with
 * {@code -parameters}. Ordinary calls are therefore what they were.
 */
public final class PythonSpelling {
    private PythonSpelling() {}

    /** Gives the Python spelling to the classes, and to all classes below them. */
    public static void install(Class<?>... types) {
        List<Class<?>> all = List.of(types);
        install(type -> all.stream().anyMatch(one -> one.isAssignableFrom(type)));
        all.forEach(GroovySystem.getMetaClassRegistry()::removeMetaClass);
    }

    /** Gives the Python spelling to what the client returns. Loads no class of the client. */
    static void installForClient() {
        Client.install();
    }

    private static void install(Predicate<Class<?>> types) {
        MetaClassRegistry registry = GroovySystem.getMetaClassRegistry();
        // Made when a class is first used, so that a script pays only for what it calls.
        registry.setMetaClassCreationHandle(new Handle(registry.getMetaClassCreationHandler(), types));
    }

    /** Initialized once. */
    private static final class Client {
        private static final Set<String> PACKAGES =
                Set.of("io.cometsh.client", "io.cometsh.client.service", "io.cometsh.client.wire");

        static {
            PythonSpelling.install(
                    type -> PACKAGES.contains(type.getPackageName()) && !Throwable.class.isAssignableFrom(type)
                            || type == Table.class
                            || type == Rows.class);
        }

        static void install() {}
    }

    private static final class Handle extends MetaClassRegistry.MetaClassCreationHandle {
        private final MetaClassRegistry.MetaClassCreationHandle others;
        private final Predicate<Class<?>> types;

        Handle(MetaClassRegistry.MetaClassCreationHandle others, Predicate<Class<?>> types) {
            this.others = others;
            this.types = types;
        }

        @Override
        protected MetaClass createNormalMetaClass(
                @SuppressWarnings("rawtypes") Class type, MetaClassRegistry registry) {
            if (!types.test(type)) {
                return others.create(type, registry);
            }
            ExpandoMetaClass metaClass = new ClientMetaClass(type);
            metaClass.registerInstanceMethod("methodMissing", new MethodMissing());
            metaClass.registerInstanceMethod("propertyMissing", new PropertyMissing());
            metaClass.initialize();
            return metaClass;
        }
    }

    /** {@code artifact.version_tags} for {@code artifact.versionTags}. */
    public static final class PropertyMissing extends Closure<Object> {
        private static final long serialVersionUID = 1L;

        PropertyMissing() {
            super(null);
        }

        public Object doCall(String name) {
            try {
                return PythonNamedProperty.of(getDelegate(), name);
            } catch (InvokerInvocationException e) {
                throw ScriptFailure.rethrow(ScriptFailure.unwrap(e));
            }
        }
    }

    /** Groovy calls {@code doCall} by its name, with the object of the call as the delegate. */
    public static final class MethodMissing extends Closure<Object> {
        private static final long serialVersionUID = 1L;

        MethodMissing() {
            super(null);
        }

        public Object doCall(String name, Object arguments) {
            try {
                Object target = getDelegate();
                if (target instanceof WireRecord record && !PythonNamedCall.knows(target, name)) {
                    Map<String, Object> members = record.toMap();
                    Object[] all = (Object[]) arguments;
                    if (!InvokerHelper.getMetaClass(members)
                            .respondsTo(members, name, all)
                            .isEmpty()) {
                        return InvokerHelper.invokeMethod(members, name, all);
                    }
                }
                return PythonNamedCall.of(target, name, (Object[]) arguments).invoke();
            } catch (InvokerInvocationException e) {
                throw ScriptFailure.rethrow(ScriptFailure.unwrap(e));
            }
        }
    }
}
