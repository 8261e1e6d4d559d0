package groovy.runtime.metaclass;

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
}
