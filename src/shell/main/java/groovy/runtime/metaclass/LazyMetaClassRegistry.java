package groovy.runtime.metaclass;

import groovy.lang.ExpandoMetaClass;
import groovy.lang.ExpandoMetaClassCreationHandle;
import groovy.lang.GroovySystem;
import groovy.lang.MetaClass;
import groovy.lang.MetaClassImpl;
import groovy.lang.MetaClassRegistry;
import groovy.lang.MetaMethod;
import java.util.List;
import org.codehaus.groovy.reflection.ClassInfo;
import org.codehaus.groovy.runtime.m12n.ExtensionModule;
import org.codehaus.groovy.runtime.metaclass.MetaClassRegistryImpl;
import org.codehaus.groovy.util.FastArray;

/**
 * Groovy's registry of metaclasses, which adds the methods of a class when the class is first used. Groovy's own adds some
 * 1,900 methods to 146 classes at each start, which loads some 250 classes and opens every jar.
 */
public final class LazyMetaClassRegistry extends MetaClassRegistryImpl {
    private final transient MethodTable table;
    private boolean listed;

    private LazyMetaClassRegistry(MethodTable table) {
        super(DONT_LOAD_DEFAULT);
        this.table = table;
        // The one that Groovy makes at the start takes long, and only a metaclass that is changed needs it.
        expando().setStrongMetaClass(null);
        for (String[] module : table.modules()) {
            getModuleRegistry().addModule(new KnownModule(module[0], module[1]));
        }
        table.start();
    }

    /** Groovy's own registry where this one does not know which methods there are. */
    public static MetaClassRegistry create() {
        MethodTable table = System.getProperty(EXTENSION_DISABLE_PROPERTY) == null ? MethodTable.read() : null;
        return table == null ? new MetaClassRegistryImpl() : new LazyMetaClassRegistry(table);
    }

    private static ClassInfo expando() {
        return ClassInfo.getClassInfo(ExpandoMetaClass.class);
    }

    /** Whether this metaclass would be made by the constructor of the registry. */
    static boolean isTooEarly(Class<?> type, MetaClassRegistry registry) {
        return type == ExpandoMetaClass.class
                && registry instanceof LazyMetaClassRegistry
                && GroovySystem.getMetaClassRegistry() == null;
    }

    @Override
    public void setMetaClassCreationHandle(MetaClassCreationHandle handle) {
        super.setMetaClassCreationHandle(handle);
        if (handle instanceof ExpandoMetaClassCreationHandle) {
            MetaClass made = new MetaClassImpl(this, ExpandoMetaClass.class);
            made.initialize();
            expando().setStrongMetaClass(made);
        }
    }

    @Override
    public FastArray getInstanceMethods() {
        list();
        return super.getInstanceMethods();
    }

    @Override
    public FastArray getStaticMethods() {
        list();
        return super.getStaticMethods();
    }

    private synchronized void list() {
        if (!listed) {
            listed = true;
            for (MetaMethod method : table.all()) {
                (method.isStatic() ? super.getStaticMethods() : super.getInstanceMethods()).add(method);
            }
        }
    }

    /** A module of extension methods; they are in the table. */
    private static final class KnownModule extends ExtensionModule {
        KnownModule(String name, String version) {
            super(name, version);
        }

        @Override
        public List<MetaMethod> getMetaMethods() {
            return List.of();
        }
    }
}
