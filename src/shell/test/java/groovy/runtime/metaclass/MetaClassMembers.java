package groovy.runtime.metaclass;

import groovy.lang.GroovySystem;
import groovy.lang.MetaBeanProperty;
import groovy.lang.MetaClass;
import groovy.lang.MetaMethod;
import groovy.lang.MetaProperty;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.codehaus.groovy.reflection.stdclasses.CachedSAMClass;

/** The methods and properties of a class for Groovy, in the class loader that this class comes from. */
public final class MetaClassMembers implements Function<String, List<String>> {
    /** Made by name, in another class loader. */
    public MetaClassMembers() {}

    @Override
    public List<String> apply(String type) {
        try {
            Class<?> named = Class.forName(type, false, MetaClassMembers.class.getClassLoader());
            MetaClass known = GroovySystem.getMetaClassRegistry().getMetaClass(named);
            Stream<String> methods = Stream.concat(known.getMethods().stream(), known.getMetaMethods().stream())
                    .map(MetaMethod::toString)
                    .map(text -> text.replaceAll("@[0-9a-f]+", ""));
            return Stream.of(
                            known.getProperties().stream().map(MetaClassMembers::text),
                            methods,
                            Stream.of("a closure is its " + CachedSAMClass.getSAMMethod(named)))
                    .flatMap(members -> members)
                    .sorted()
                    .toList();
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("no class " + type, e);
        }
    }

    private static String text(MetaProperty property) {
        return property instanceof MetaBeanProperty bean
                ? String.join(
                        " ",
                        "property",
                        bean.getName(),
                        bean.getType().getName(),
                        name(bean.getGetter()),
                        name(bean.getSetter()))
                : "field " + property.getName() + " " + property.getType().getName();
    }

    private static String name(MetaMethod method) {
        return method == null ? "" : method.getName();
    }
}
