package groovy.lang;

import groovy.runtime.metaclass.LazyMetaClassRegistry;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.apache.groovy.plugin.GroovyRunner;
import org.apache.groovy.plugin.GroovyRunnerRegistry;
import org.codehaus.groovy.util.ReferenceBundle;
import org.codehaus.groovy.util.ReleaseInfo;

/**
 * Replaces Groovy's class of this name, which comes later on the class path, and does the same with a registry of
 * metaclasses that starts faster. Groovy has no setting for the class of its registry.
 */
public final class GroovySystem {
    private static final MetaClassRegistry META_CLASS_REGISTRY = LazyMetaClassRegistry.create();

    /** Deprecated in Groovy. The registry looks through every library when it is made. */
    public static final Map<String, GroovyRunner> RUNNER_REGISTRY = new AbstractMap<>() {
        @Override
        public Set<Entry<String, GroovyRunner>> entrySet() {
            return GroovyRunnerRegistry.getInstance().entrySet();
        }

        @Override
        public GroovyRunner put(String name, GroovyRunner runner) {
            return GroovyRunnerRegistry.getInstance().put(name, runner);
        }
    };

    private static boolean keepJavaMetaClasses;

    private GroovySystem() {}

    /** Deprecated in Groovy. */
    public static boolean isUseReflection() {
        return true;
    }

    /** The metaclasses of this program. */
    public static MetaClassRegistry getMetaClassRegistry() {
        return META_CLASS_REGISTRY;
    }

    /** Whether the metaclasses of Java's classes are kept permanently. */
    public static void setKeepJavaMetaClasses(boolean keep) {
        keepJavaMetaClasses = keep;
    }

    /** Whether the metaclasses of Java's classes are kept permanently. */
    public static boolean isKeepJavaMetaClasses() {
        return keepJavaMetaClasses;
    }

    /** Stops the threads that clean up after metaclasses. */
    public static void stopThreadedReferenceManager() {
        ReferenceBundle.getSoftBundle().getManager().stopThread();
        ReferenceBundle.getWeakBundle().getManager().stopThread();
    }

    /** {@code 6.0.0} */
    public static String getVersion() {
        return ReleaseInfo.getVersion();
    }

    /** {@code 6.0} */
    public static String getShortVersion() {
        String version = getVersion();
        return version.substring(0, version.indexOf('.', version.indexOf('.') + 1));
    }
}
