package groovy.runtime.metaclass;

import groovy.lang.MetaClass;
import groovy.lang.MetaClassImpl;
import groovy.lang.MetaClassRegistry;

/**
 * Groovy takes the class of this name, where there is one, to make its metaclasses. This one makes the same, but does not
 * look through every library of the program for a {@code groovy.runtime.metaclass.XMetaClass} for each class X: no
 * library has one, and the jars of {@code --classpath} are never searched for it.
 */
public final class CustomMetaClassCreationHandle extends MetaClassRegistry.MetaClassCreationHandle {
    public CustomMetaClassCreationHandle() {
        setDisableCustomMetaClassLookup(true);
    }

    @Override
    protected MetaClass createNormalMetaClass(@SuppressWarnings("rawtypes") Class type, MetaClassRegistry registry) {
        if (LazyMetaClassRegistry.isTooEarly(type, registry)) {
            return new Unused();
        }
        return super.createNormalMetaClass(type, registry);
    }

    /** Is replaced before anybody asks for it. */
    private static final class Unused extends MetaClassImpl {
        Unused() {
            super(Object.class);
        }

        @Override
        public synchronized void initialize() {}
    }
}
