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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry that starts fast, beside Groovy's own one in a class loader where Groovy's classes come first. */
@Tag("slow")
@DisplayNameGeneration(ReplaceUnderscores.class)
class LazyMetaClassRegistryTest {
    /** The classes of Groovy that are replaced, with the sum of Groovy's class file. */
    private static final Map<Class<?>, String> REPLACED =
            Map.of(GroovySystem.class, "9dd0d0c2", ReflectionCache.class, "c164f009", ClassFinder.class, "4dff7ba4");

    /** The classes of Groovy and OkHttp that the build changes, with the sum of the library's class file. */
    private static final Map<String, String> CHANGED = Map.of(
            "groovy.lang.MetaClassImpl", "585829ed",
            "org.apache.groovy.runtime.indy.IndyInvalidation", "298286fb",
            "org.codehaus.groovy.reflection.ReflectionUtils", "1d94e679",
            "org.codehaus.groovy.runtime.MetaClassHelper", "99675bf4",
            "org.codehaus.groovy.runtime.metaclass.MetaMethodIndex", "2c131aba",
            "org.codehaus.groovy.runtime.typehandling.NumberMathModificationInfo", "b600fc94",
            "org.codehaus.groovy.vmplugin.v8.IndyGuardsFiltersAndSignatures", "60aa0732",
            "org.codehaus.groovy.vmplugin.v8.IndyInterface", "e5cadcfc",
            "org.codehaus.groovy.vmplugin.v9.Java9", "3978e526",
            "okhttp3.internal.platform.PlatformRegistry", "8402f6ed");

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

    @SuppressWarnings("unchecked")
    private static Function<String, List<String>> members() throws Exception {
        return (Function<String, List<String>>) plain.loadClass(MetaClassMembers.class.getName())
                .getConstructor()
                .newInstance();
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
        Path written = folder.resolve("MethodTableText.class");
        plain.loadClass(MethodTableWriter.class.getName())
                .getMethod("main", String[].class)
                .invoke(null, (Object) new String[] {written.toString()});

        try (InputStream built = MethodTable.class.getResourceAsStream("MethodTableText.class")) {
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
    void the_replaced_and_changed_classes_of_Groovy_are_the_ones_that_were_reviewed() throws Exception {
        Map<String, String> expected = new TreeMap<>(CHANGED);
        REPLACED.forEach((type, sum) -> expected.put(type.getName(), sum));
        Map<String, String> found = new TreeMap<>();
        for (String type : expected.keySet()) {
            URL original = Collections.list(plain.getResources(type.replace('.', '/') + ".class")).stream()
                    .filter(url -> url.toString().matches(".*/(groovy|okhttp)[^/]*\\.jar!.*"))
                    .findFirst()
                    .orElseThrow();
            CRC32 sum = new CRC32();
            try (InputStream code = original.openStream()) {
                sum.update(code.readAllBytes());
            }
            found.put(type, Long.toHexString(sum.getValue()));
        }
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void the_notice_names_the_changed_and_replaced_classes() throws Exception {
        String notice = Files.readString(Path.of("src/shell/main/resources/META-INF/NOTICE"));
        assertThat(notice.lines().filter(line -> line.startsWith("    ")).map(String::strip))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                CHANGED.keySet().stream(),
                                REPLACED.keySet().stream().map(Class::getName))
                        .toList());
    }

    @Test
    void this_program_uses_the_changed_classes() throws Exception {
        for (String type : CHANGED.keySet()) {
            assertThat(Class.forName(type).getProtectionDomain().getCodeSource())
                    .as(type)
                    .isEqualTo(LazyMetaClassRegistry.class.getProtectionDomain().getCodeSource());
        }
    }

    @Test
    void the_metaclass_of_a_class_has_the_methods_and_properties_that_it_has_in_Groovy() throws Exception {
        Function<String, List<String>> groovys = members();
        Function<String, List<String>> ours = new MetaClassMembers();
        for (String type : List.of(
                "java.lang.Object",
                "java.lang.String",
                "java.lang.Integer",
                "java.math.BigDecimal",
                "[Ljava.lang.String;",
                "[I",
                "java.util.ArrayList",
                "java.util.TreeMap",
                "java.util.Date",
                "java.util.regex.Matcher",
                "java.util.function.Function",
                "java.io.File",
                "java.time.Instant",
                "java.time.LocalDate",
                "java.util.stream.Stream",
                "java.net.URI",
                "java.util.concurrent.Future",
                "java.util.concurrent.ThreadPoolExecutor",
                "javax.swing.JButton",
                "java.awt.Component",
                "groovy.lang.Script",
                "groovy.lang.Closure",
                "groovy.lang.GString",
                "org.codehaus.groovy.runtime.GStringImpl",
                "groovy.lang.IntRange",
                "groovy.lang.Tuple2",
                "groovy.util.Node",
                "groovy.util.ConfigObject",
                "groovy.json.JsonSlurper",
                "org.codehaus.groovy.ast.ClassNode",
                "picocli.CommandLine",
                "okhttp3.OkHttpClient",
                "com.fasterxml.jackson.databind.ObjectMapper",
                "io.cometsh.query.QueryExpression",
                "io.cometsh.export.Table",
                "io.cometsh.transport.RequestEvent")) {
            assertThat(ours.apply(type)).as(type).isNotEmpty().isEqualTo(groovys.apply(type));
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
