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
import org.codehaus.groovy.control.ResolveVisitor;
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
    private static final Map<String, String> CHANGED = Map.ofEntries(
            Map.entry("groovy.lang.Closure", "ade4c160"),
            Map.entry("groovy.lang.GroovyObjectSupport", "f026e02d"),
            Map.entry("groovy.lang.MetaClassImpl", "585829ed"),
            Map.entry("groovy.lang.Script", "64946f05"),
            Map.entry("org.apache.groovy.runtime.indy.IndyInvalidation", "298286fb"),
            Map.entry("org.codehaus.groovy.classgen.asm.indy.IndyBinHelper", "ae22caea"),
            Map.entry("org.codehaus.groovy.classgen.asm.indy.InvokeDynamicWriter", "2175c7a5"),
            Map.entry("org.codehaus.groovy.reflection.CachedClass", "d256e4a"),
            Map.entry("org.codehaus.groovy.reflection.CachedClass$1", "cd457b64"),
            Map.entry("org.codehaus.groovy.reflection.CachedClass$2", "8b8a3f8e"),
            Map.entry("org.codehaus.groovy.reflection.CachedClass$3", "a0346517"),
            Map.entry("org.codehaus.groovy.reflection.CachedMethod", "2a6d80fa"),
            Map.entry("org.codehaus.groovy.reflection.ReflectionUtils", "1d94e679"),
            Map.entry("org.codehaus.groovy.reflection.stdclasses.CachedSAMClass", "9232c35a"),
            Map.entry("org.codehaus.groovy.runtime.FormatHelper", "c6c59f0b"),
            Map.entry("org.codehaus.groovy.runtime.MetaClassHelper", "99675bf4"),
            Map.entry("org.codehaus.groovy.runtime.memoize.ConcurrentCommonCache", "442fd061"),
            Map.entry("org.codehaus.groovy.runtime.metaclass.MetaClassRegistryImpl", "4c639b94"),
            Map.entry("org.codehaus.groovy.runtime.metaclass.MetaMethodIndex", "2c131aba"),
            Map.entry("org.codehaus.groovy.runtime.typehandling.NumberMathModificationInfo", "b600fc94"),
            Map.entry("org.codehaus.groovy.vmplugin.VMPluginFactory", "79774fe3"),
            Map.entry("org.codehaus.groovy.vmplugin.v8.CacheableCallSite", "2a91546e"),
            Map.entry("org.codehaus.groovy.vmplugin.v8.IndyGuardsFiltersAndSignatures", "60aa0732"),
            Map.entry("org.codehaus.groovy.vmplugin.v8.IndyInterface", "e5cadcfc"),
            Map.entry("org.codehaus.groovy.vmplugin.v8.IndyInterface$CallType", "8561bdc"),
            Map.entry("org.codehaus.groovy.vmplugin.v8.Selector", "bed89016"),
            Map.entry("org.codehaus.groovy.vmplugin.v8.Selector$MethodSelector", "dfd48718"),
            Map.entry("org.codehaus.groovy.vmplugin.v9.Java9", "3978e526"),
            Map.entry("okhttp3.internal.UnreadableResponseBodyKt", "70954f1a"),
            Map.entry("okhttp3.internal._HostnamesCommonKt", "60f83b53"),
            Map.entry("okhttp3.internal._UtilJvmKt", "4c0a2854"),
            Map.entry("okhttp3.internal.concurrent.TaskLoggerKt", "c41629c2"),
            Map.entry("okhttp3.internal.concurrent.TaskQueue", "ff7c6070"),
            Map.entry("okhttp3.internal.concurrent.TaskRunner", "f96c8c43"),
            Map.entry("okhttp3.internal.concurrent.TaskRunner$runnable$1", "cccc748b"),
            Map.entry("okhttp3.internal.connection.RealCall$AsyncCall", "bf31b4e4"),
            Map.entry("okhttp3.internal.connection.RealConnectionPool", "e9f44e04"),
            Map.entry("okhttp3.internal.platform.Platform", "bbd8e9d"),
            Map.entry("okhttp3.internal.platform.PlatformRegistry", "8402f6ed"));

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

    /** What the class answers with unchanged Groovy. */
    @SuppressWarnings("unchecked")
    private static Function<String, List<String>> inGroovy(Class<? extends Function<String, List<String>>> asked)
            throws Exception {
        return (Function<String, List<String>>)
                plain.loadClass(asked.getName()).getConstructor().newInstance();
    }

    @Test
    void imports_of_every_script_are_the_ones_of_Groovy() {
        assertThat(FasterStart.defaultImports()).isEqualTo(ResolveVisitor.DEFAULT_IMPORTS);
    }

    @Test
    void this_program_uses_it() {
        assertThat(GroovySystem.getMetaClassRegistry()).isInstanceOf(LazyMetaClassRegistry.class);
    }

    @Test
    void each_class_gets_the_methods_that_Groovy_adds_in_the_same_order() throws Exception {
        Function<String, List<String>> groovys = inGroovy(AddedMethods.class);
        List<String> classes = groovys.apply(AddedMethods.CLASSES);
        assertThat(classes).hasSizeGreaterThan(100).contains("java.lang.Object", "java.util.List");

        assertThat(AddedMethods.of(new AddedMethods(), classes)).isEqualTo(AddedMethods.of(groovys, classes));
    }

    @Test
    void the_modules_and_the_list_of_all_methods_are_the_same_as_in_Groovy() throws Exception {
        Function<String, List<String>> groovys = inGroovy(AddedMethods.class);
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
        for (String file : ownFiles()) {
            for (URL original : Collections.list(plain.getResources(file))) {
                if (original.toString().matches(".*/(groovy|okhttp)[^/]*\\.jar!.*")) {
                    CRC32 sum = new CRC32();
                    try (InputStream code = original.openStream()) {
                        sum.update(code.readAllBytes());
                    }
                    String type = file.replaceFirst("\\.class$", "").replace('/', '.');
                    found.put(type, Long.toHexString(sum.getValue()));
                }
            }
        }
        assertThat(found).isEqualTo(expected);
    }

    /** The classes of the program without the ones in its own packages. */
    private static List<String> ownFiles() throws Exception {
        Path classes = Path.of(LazyMetaClassRegistry.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            return files.map(classes::relativize)
                    .map(Path::toString)
                    .filter(file -> file.endsWith(".class") && !file.startsWith("io/cometsh/"))
                    .toList();
        }
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
    void scripts_print_what_they_print_in_Groovy() throws Exception {
        Function<String, List<String>> groovys = inGroovy(PrintedLines.class);
        Function<String, List<String>> ours = new PrintedLines();
        for (String script : List.of(
                "println 'a'; println \"${1 + 1} b\"; println(); println null; println([1, 'x', [k: 2.50]])",
                "println 1; println 2.5d; println 3.0f; println 'c' as char; println true; println(['d', 'e'] as char[])",
                "print 'f'; print \"g${1}\"; print 3; println 'h', 'i'",
                "PrintStream.metaClass.println = { String text -> delegate.print('<' + text + '>') }; println 'j'; println \"k${1}\"",
                "out.metaClass.println = { String text -> delegate.print('[' + text + ']') }; println 'l'; println 'm'",
                "class Loud { static void println(PrintStream out, String text) { out.print(text.toUpperCase()) } }\n"
                        + "use(Loud) { println 'n'; println \"o${1}\" }; println 'p'",
                "out = new StringBuilder(); println 'q'; this.binding.variables.remove('out'); out.toString()",
                "def text = \"r${1}\"; println text.metaClass.theClass.simpleName; println text.length(); println text.size()",
                "GString.metaClass.shout = { delegate.toString().toUpperCase() + '!' }; println \"s${1}\".shout()",
                "x = 1; println binding.x; binding.y = 2; println y + binding.variables.x; println binding.hasProperty('variables') != null",
                "println binding.metaClass.theClass.simpleName; binding.metaClass = null; println binding.getProperty('variables').size()",
                "for (o in [1, 2L, 3.5, 'a', [1], [k: 1], (1..3), null]) { println o?.toString(); println o.is(o) }",
                "def total = 0; 3000.times { total += [it, it as long, it * 1.0][it % 3] }; println total",
                "def all = ['b', 1, 2.5, [3], 'c' as char]; def n = 0; 2500.times { n += all[it % 5].hashCode() % 7 }; println n",
                "println([1, 2, 3]*.plus(1)); println(['a', null]*.size()); println Math.max(*[1, 2]); println String.valueOf(7)",
                "class P { int a; def b(int x) { a + x }; static c(x) { x * 2 } }; def p = new P(a: 3); println p.a; p.a = 4\n"
                        + "println p.b(1); println P.c(4); println p['a']; println p.&b.call(5); println(p.with { b(2) })",
                "class Q { def methodMissing(String name, args) { name + args.size() } }; println new Q().any(1, 2)",
                "record R(int a, List b) {}; def r = new R(1, [2]); println r.a; println r.b(); println r.properties.keySet().sort(); println r",
                "for (e in [k: 1, l: 2]) { println e.key + e.value }; println List.of(1, 2).first; println Map.of('m', 3).m",
                "println new TreeSet([3, 1]).first(); println([n: 1].keySet().first()); println((1..3).from); println new File('o').name",
                "println 'abc'.nosuch(1)",
                "println nosuch",
                "println null.length()",
                "def f = { int it -> it + 1 }; 1500.times { f(it) }; println f('x')",
                "println((1..5).collect { it * 2 }.findAll { it > 4 }.inject { a, b -> a + b })",
                "Runnable r = { println 't' }; r.run(); Comparator c = { a, b -> b <=> a }; println([3, 1, 2].sort(false, c))",
                "Integer.metaClass.half = { delegate / 2 }; println 5.half(); Integer.metaClass = null; println 5.half()",
                "int i = 3.9d; println i; println((short) 70000); println('12' as int); println([1, 1] as Set)")) {
            assertThat(ours.apply(script)).as(script).isEqualTo(groovys.apply(script));
        }
    }

    /** The first calls of a call site have no method handle, the later ones have one. */
    @Test
    void each_call_of_a_loop_prints_what_it_prints_in_Groovy() throws Exception {
        Function<String, List<String>> groovys = inGroovy(PrintedLines.class);
        Function<String, List<String>> ours = new PrintedLines();
        String before = "@groovy.transform.Field List list = [3, 1, 2]; @groovy.transform.Field n = 0\n"
                + "class A { int a = 1; def f(int x) { 'int' }; def f(Object x) { 'object' }; def f(List x, ... y) { y.size() }\n"
                + "  private g() { 'private' }; protected h() { g() }; def i() { this.g() + h() }; def j(x) { x }; def k = { it }\n"
                + "  boolean equals(o) { o == 1 }; int hashCode() { 1 }; String toString() { 'A' + a } }\n"
                + "class B extends A { def f(Object x) { super.f(x) + '!' }; def l() { f('') + super.i() } }\n"
                + "class C implements GroovyInterceptable { def invokeMethod(String name, args) { name + args.size() } }\n"
                + "class D { def methodMissing(String name, args) { 'missing ' + name }; def size() { 9 } }\n"
                + "class E { def invokeMethod(String name, Object args) { 'invoked ' + name }; def size() { 9 } }\n"
                + "class Louder { static shout(String text) { text.toUpperCase() }; static size(String text) { -1 } }\n"
                + "def helper(x) { x * 2 }\n";
        for (String call : List.of(
                "list.size() + list.sum() + list.max()",
                "list.get(0) + list.get(1)",
                "list.get(5)",
                "list.get('x')",
                "list.contains(n % 4) ? list.indexOf(n % 4) : list.join('-')",
                "list.plus(n).minus(3).toSorted()",
                "[1, 2, 3].remove(0) + [4, 5].remove((Object) 5).toString()",
                "[k: n].get('k') + [:].size() + [k: 1].getOrDefault('l', 2)",
                "'abc'.substring(n % 5)",
                "'abc'.substring(1, (n % 3 == 0 ? 2 : 3) as int)",
                "'abc'.contains(\"${'b'}\") && 'abc'.equals(\"abc\")",
                "'abc'.padRight(5, '.') + 'abc'.replace('a', \"${n}\") + 'x'.multiply(2)",
                "'abc'.compareTo(null)",
                "'abc'.compareTo(1)",
                "'abc'.charAt(0).toString() + 'abc'.codePointAt(n % 4) + 'abc'.indexOf('c', n)",
                "'a,b'.split(',').size() + 'a b'.tokenize().size()",
                "'abc'.nosuch(n)",
                "\"g${n}\".length() + \"g${n}\".toString().size()",
                "(n % 2 == 0 ? 'text' : [1, 2]).size()",
                "[1, 'x', [2], null, 2.5][n % 5].toString()",
                "[1, 'x', [2], 2.5d, 'c' as char][n % 5].hashCode() + 1",
                "n.plus(1) + n.multiply(2.5) - n.div(4) + n.power(2)",
                "(n / 3) + (n * 1.5d) + (n % 7) + (n ** 2) + n.intdiv(2)",
                "(n % 2 == 0 ? 1 : 1L) + (n % 3 == 0 ? 1.5 : 2.5f) + 1G",
                "n.intdiv(0)",
                "new A().f(1) + new A().f('x') + new A().f(null) + new A().f([1], 2, 3) + new A().f([1])",
                "new B().f(1) + new B().f('x') + new B().l()",
                "new A().i() + new A().j() + new A().j(n) + new A().k(n) + new A().k.call(n)",
                "new A().h()",
                "new A().equals(1).toString() + new A().toString() + new A().hashCode()",
                "new C().any(1) + new C().size()",
                "new D().any(1) + new D().size()",
                "new E().any(1) + new E().size()",
                "helper(n) + this.helper(n) + helper('x')",
                "use(Louder) { 'a'.shout() + 'abc'.size() } + 'abc'.size()",
                "n == 20 ? (Integer.metaClass.twice = { delegate * 2 }) != null : n.twice()",
                "n == 20 ? (String.metaClass.size = { -> 7 }) != null : 'abc'.size()",
                "[list, list][n % 2].with { size() + first() }",
                "list.collect { it + n }.findAll { it % 2 == 0 }.each { it }.any { it > 60 }",
                "list.iterator().next() + list.listIterator().nextIndex() + list.subList(0, 1).size()",
                "[].iterator().next()",
                "('a'..'c').join('') + (1..n).size() + (1..3).contains(2)",
                "[a: 1].entrySet().iterator().next().getKey() + [a: 1].keySet().size()",
                "new Date(0).getTime() + new Random(1).nextInt(5) + new StringBuilder('a').append(n).length()",
                "new ArrayList([1]).addAll([2, 3]) && new HashSet([1]).add(1)",
                "Collections.unmodifiableList(list).add(n)",
                "Optional.of('a').get() + Optional.empty().isPresent()",
                "Arrays.asList(1, 2).size() + List.of(1).get(0) + Map.of('a', 1).get('a')",
                "new int[] {1, 2}.length + new int[] {1, 2}.size() + ([1, 2] as int[]).sum()",
                "n.toString().toInteger().compareTo(5) + Integer.valueOf(n).longValue() + n.doubleValue()",
                "null.toString() + null?.size() + list?.size()",
                "list*.toString().size() + list.size().toString()",
                "println(n) ?: this.println('x')",
                "printf('%d %s', n, 'a') ?: println()",
                "binding.hasVariable('out') && getBinding().getVariables().size()",
                "setProperty('z', n) ?: getProperty('z')",
                "evaluate('1 + 1') + evaluate(\"2 + ${1}\")",
                "getClass().getSimpleName().size() > 0",
                "Closure.IDENTITY.call('a') + { it + 1 }.call(n) + { -> delegate.getClass() == this.getClass() }.call()")) {
            String body =
                    "try { println(" + call + ") } catch (Throwable e) { println e.class.name + ': ' + e.message }";
            for (String loop : List.of(
                    "for (i in 0..<60) { n = i; " + body + " }",
                    "60.times { n = it; " + body + " }; 3.times { n++; " + body + " }")) {
                assertThat(ours.apply(before + loop)).as(loop).isEqualTo(groovys.apply(before + loop));
            }
        }
    }

    @Test
    void the_metaclass_of_a_class_has_the_methods_and_properties_that_it_has_in_Groovy() throws Exception {
        Function<String, List<String>> groovys = inGroovy(MetaClassMembers.class);
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
                "java.util.TreeSet",
                "java.util.TreeMap$KeySet",
                "java.util.HashMap$Node",
                "java.util.LinkedHashMap$Entry",
                "java.util.ImmutableCollections$ListN",
                "java.util.Collections$UnmodifiableMap",
                "java.util.Date",
                "java.util.regex.Matcher",
                "java.util.AbstractCollection",
                "java.util.AbstractList",
                "java.util.Comparator",
                "java.util.Iterator",
                "java.util.TimerTask",
                "java.io.Reader",
                "java.io.InputStream",
                "java.io.ObjectInput",
                "java.lang.Number",
                "java.lang.Runnable",
                "java.lang.reflect.AccessibleObject",
                "java.nio.channels.spi.AbstractInterruptibleChannel",
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
                "io.cometsh.query.And",
                "io.cometsh.query.QueryVariable",
                "io.cometsh.client.Experiment",
                "io.cometsh.client.ExperimentList",
                "io.cometsh.export.Table",
                "io.cometsh.transport.RequestEvent")) {
            assertThat(ours.apply(type)).as(type).isNotEmpty().isEqualTo(groovys.apply(type));
            // Other tests need the Python spelling, which a metaclass that was made before does not have.
            GroovySystem.getMetaClassRegistry().removeMetaClass(Class.forName(type));
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
