package groovy.runtime.metaclass;

import static org.assertj.core.api.Assertions.assertThat;

import groovy.lang.ExpandoMetaClass;
import groovy.lang.GroovyShell;
import groovy.lang.GroovySystem;
import java.io.File;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.codehaus.groovy.reflection.ReflectionCache;
import org.codehaus.groovy.vmplugin.v9.ClassFinder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry that starts fast, beside Groovy's own one in a class loader where Groovy's classes come first. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LazyMetaClassRegistryTest {
    /** The classes of Groovy that are replaced, with the sum of Groovy's class file. */
    private static final Map<Class<?>, String> REPLACED =
            Map.of(GroovySystem.class, "9dd0d0c2", ReflectionCache.class, "c164f009", ClassFinder.class, "4dff7ba4");

    private static URLClassLoader plain;

    @BeforeAll
    static void load() throws Exception {
        List<URL> classPath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            // The other libraries stay in their order, which is that of the modules.
            boolean first = path.getFileName().toString().startsWith("groovy-" + GroovySystem.getShortVersion());
            classPath.add(first ? 0 : classPath.size(), path.toUri().toURL());
        }
        plain = new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    @AfterAll
    static void close() throws Exception {
        plain.close();
    }

    @AfterEach
    void reset() {
        ExpandoMetaClass.disableGlobally();
    }

    @SuppressWarnings("unchecked")
    private static Function<String, List<String>> groovys() throws Exception {
        return (Function<String, List<String>>)
                plain.loadClass(AddedMethods.class.getName()).getConstructor().newInstance();
    }

    @Test
    void this_program_uses_it() {
        assertThat(GroovySystem.getMetaClassRegistry()).isInstanceOf(LazyMetaClassRegistry.class);
    }

    @Test
    void each_class_gets_the_methods_that_Groovy_adds_in_the_same_order() throws Exception {
        Function<String, List<String>> groovys = groovys();
        List<String> classes = groovys.apply(AddedMethods.CLASSES);
        assertThat(classes).hasSizeGreaterThan(100).contains("java.lang.Object", "java.util.List");

        assertThat(AddedMethods.of(new AddedMethods(), classes)).isEqualTo(AddedMethods.of(groovys, classes));
    }

    @Test
    void the_modules_and_the_list_of_all_methods_are_the_same_as_in_Groovy() throws Exception {
        Function<String, List<String>> groovys = groovys();
        Function<String, List<String>> ours = new AddedMethods();
        assertThat(ours.apply(AddedMethods.MODULES)).isEqualTo(groovys.apply(AddedMethods.MODULES));
        assertThat(ours.apply(AddedMethods.ALL)).isEqualTo(groovys.apply(AddedMethods.ALL));
    }

    @Test
    void the_file_is_what_Groovy_finds_now(@TempDir Path folder) throws Exception {
        Path written = folder.resolve("methods");
        plain.loadClass(MethodTableWriter.class.getName())
                .getMethod("main", String[].class)
                .invoke(null, (Object) new String[] {written.toString()});

        try (InputStream built = MethodTable.class.getResourceAsStream(MethodTable.FILE)) {
            assertThat(built.readAllBytes()).isEqualTo(Files.readAllBytes(written));
        }
    }

    @Test
    void a_replaced_class_offers_what_the_one_of_Groovy_offers() throws Exception {
        for (Class<?> ours : REPLACED.keySet()) {
            Class<?> theirs = plain.loadClass(ours.getName());
            assertThat(theirs.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toString())
                    .contains("/groovy-");
            assertThat(offered(ours)).containsAll(offered(theirs));
        }
    }

    private static List<String> offered(Class<?> type) {
        return Stream.concat(Arrays.stream(type.getDeclaredMethods()), Arrays.stream(type.getDeclaredFields()))
                .filter(member -> Modifier.isPublic(member.getModifiers()) && !member.isSynthetic())
                .map(Object::toString)
                .sorted()
                .toList();
    }

    /** When Groovy is upgraded, look at what has changed in the class, change ours, and write the new sum here. */
    @Test
    void the_replaced_classes_of_Groovy_are_the_ones_that_were_reviewed() throws Exception {
        for (Map.Entry<Class<?>, String> replaced : REPLACED.entrySet()) {
            String file = replaced.getKey().getName().replace('.', '/') + ".class";
            CRC32 sum = new CRC32();
            try (InputStream code = plain.getResource(file).openStream()) {
                sum.update(code.readAllBytes());
            }
            assertThat(Long.toHexString(sum.getValue())).as(file).isEqualTo(replaced.getValue());
        }
    }

    @Test
    void metaclasses_can_be_changed() {
        assertThat(new GroovyShell().evaluate("""
                Integer.metaClass.twice = { -> delegate * 2 }
                String.metaClass.static.hello = { -> 'hello' }
                List.metaClass.second = { -> delegate[1] }
                def added = [3.twice(), String.hello(), [1, 2].second()]
                def one = 'a'
                one.metaClass.shout = { -> 'A' }
                class Loud { static String loud(Object self) { self.toString().toUpperCase() } }
                use(Loud) { added << 'b'.loud() }
                class Twice { def doubled() { this.toString() * 2 } }
                StringBuilder.mixin(Twice)
                added << one.shout() << new StringBuilder('x').doubled()
                [Integer, String, List, StringBuilder].each { GroovySystem.metaClassRegistry.removeMetaClass(it) }
                added""")).hasToString("[6, hello, 2, B, A, xx]");
    }

    @Test
    void metaclasses_that_can_be_changed_may_be_the_rule() {
        ExpandoMetaClass.enableGlobally();
        assertThat(new GroovyShell().evaluate("""
                class Base {}
                class Derived extends Base {}
                def made = new Derived()
                made.toString()
                Base.metaClass.late = { -> 'late' }
                [made.late(), [1, 2].collect { it + 1 }, Derived.metaClass instanceof ExpandoMetaClass]""")).hasToString("[late, [2, 3], true]");
    }

    @Test
    void a_metaclass_made_by_hand_has_the_added_methods() {
        assertThat(new GroovyShell().evaluate("""
                def made = new ExpandoMetaClass(java.util.concurrent.LinkedBlockingDeque, false)
                made.initialize()
                made.getMetaMethod('collect', Closure) != null""")).isEqualTo(true);
    }
}
