package groovy.runtime.metaclass;

import groovy.lang.GroovySystem;
import groovy.lang.MetaMethod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.codehaus.groovy.reflection.CachedClass;
import org.codehaus.groovy.reflection.ClassInfo;
import org.codehaus.groovy.reflection.GeneratedMetaMethod;
import org.codehaus.groovy.reflection.ReflectionCache;
import org.codehaus.groovy.runtime.m12n.ExtensionModule;
import org.codehaus.groovy.runtime.metaclass.MetaClassRegistryImpl;
import org.codehaus.groovy.runtime.metaclass.NewMetaMethod;

/** The methods that Groovy has added to classes, in the class loader that this class comes from. */
public final class AddedMethods implements Function<String, List<String>> {
    static final String CLASSES = "classes";
    static final String MODULES = "modules";
    static final String ALL = "all";

    /** Made by name, in another class loader. */
    public AddedMethods() {}

    /** The methods that are added to a class; for the three words above their meaning. */
    @Override
    public List<String> apply(String asked) {
        MetaClassRegistryImpl registry = (MetaClassRegistryImpl) GroovySystem.getMetaClassRegistry();
        return switch (asked) {
            case CLASSES ->
                ClassInfo.getAllClassInfo().stream()
                        .map(ClassInfo::getCachedClass)
                        .filter(type -> type.getNewMetaMethods().length > 0)
                        .map(CachedClass::getName)
                        .sorted()
                        .toList();
            case MODULES ->
                registry.getModuleRegistry().getModules().stream()
                        .map(ExtensionModule::toString)
                        .toList();
            case ALL -> {
                List<String> all = new ArrayList<>();
                for (Object method : registry.getInstanceMethods().getArray()) {
                    all.add(text((MetaMethod) method));
                }
                for (Object method : registry.getStaticMethods().getArray()) {
                    all.add(text((MetaMethod) method));
                }
                yield all.stream().filter(text -> !text.isEmpty()).sorted().toList();
            }
            default ->
                Arrays.stream(ReflectionCache.getCachedClass(MethodTable.load(asked))
                                .getNewMetaMethods())
                        .map(AddedMethods::text)
                        .toList();
        };
    }

    /** A list of Groovy's has empty places at its end. */
    private static String text(MetaMethod method) {
        if (method == null) {
            return "";
        }
        String home = method instanceof GeneratedMetaMethod.Proxy generated
                ? generated.proxy().getClass().getName()
                : method.getClass().getName();
        return String.join(
                " ",
                home,
                method.isStatic() ? "static" : "",
                method.getReturnType().getName(),
                method.getDeclaringClass().getName(),
                method.getName(),
                Arrays.toString(method.getNativeParameterTypes()),
                method instanceof NewMetaMethod added ? added.getCachedMethod().toString() : "");
    }

    /** By class. */
    static Map<String, List<String>> of(Function<String, List<String>> methods, List<String> classes) {
        Map<String, List<String>> found = new TreeMap<>();
        classes.forEach(name -> found.put(name, methods.apply(name)));
        return found;
    }
}
