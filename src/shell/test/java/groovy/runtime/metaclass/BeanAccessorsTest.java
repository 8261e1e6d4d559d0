package groovy.runtime.metaclass;

import static org.assertj.core.api.Assertions.assertThat;

import java.beans.BeanInfo;
import java.beans.Introspector;
import java.beans.SimpleBeanInfo;
import java.io.File;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The properties of classes, beside the ones that Java's Introspector finds. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BeanAccessorsTest {
    @Test
    @Tag("slow")
    void every_class_of_Java_and_of_the_libraries_has_the_properties_that_the_Introspector_finds() throws Exception {
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (Class<?> type : types()) {
            BeanInfo ours = simple(type);
            if (ours != null) {
                compared++;
                BeanInfo javas = Introspector.getBeanInfo(type);
                if (!properties(ours, type).equals(properties(javas, type))
                        || javas.getEventSetDescriptors().length > 0) {
                    differences.add(type + "\n  " + properties(ours, type) + "\n  " + properties(javas, type));
                }
            }
        }
        assertThat(differences).isEmpty();
        assertThat(compared).isGreaterThan(5000);
    }

    @Test
    void a_class_of_a_users_jar_keeps_its_BeanInfo() throws Exception {
        URL classes = Described.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader jar = new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
            assertThat(BeanAccessors.simple(jar.loadClass(Described.class.getName())))
                    .isNull();
            assertThat(BeanAccessors.simple(jar.loadClass(AddedMethods.class.getName())))
                    .isNotNull();
        }
    }

    /** A class that another one describes. */
    public static final class Described {}

    /** Java finds it by its name. */
    public static final class DescribedBeanInfo extends SimpleBeanInfo {}

    private static List<Class<?>> types() throws Exception {
        List<Class<?>> types = new ArrayList<>(List.of(int[].class, int[][].class, String[].class, URI[][].class));
        for (String name : names()) {
            Class<?> type = load(name);
            if (type != null) {
                types.add(type);
            }
        }
        return types;
    }

    private static BeanInfo simple(Class<?> type) {
        try {
            return BeanAccessors.simple(type);
        } catch (LinkageError e) {
            return null;
        }
    }

    private static List<String> properties(BeanInfo info, Class<?> type) {
        return Arrays.stream(info.getPropertyDescriptors())
                .filter(one -> one.getPropertyType() != null)
                .map(one -> one.getName() + " " + one.getPropertyType() + " " + called(one.getReadMethod(), type) + " "
                        + called(one.getWriteMethod(), type))
                .sorted()
                .toList();
    }

    /** The Introspector may give the method of an interface that the class overrides. */
    private static Method called(Method method, Class<?> type) {
        try {
            return method == null || !method.isDefault()
                    ? method
                    : type.getMethod(method.getName(), method.getParameterTypes());
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, BeanAccessorsTest.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }

    private static List<String> names() throws Exception {
        List<String> names = new ArrayList<>();
        Path java = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules");
        for (String module : List.of("java.base", "java.sql")) {
            names.addAll(in(java.resolve(module)));
        }
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path)) {
                names.addAll(in(path));
            } else if (path.getFileName().toString().matches("(groovy|okhttp|picocli).*jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(path)) {
                    names.addAll(in(jar.getPath("/")));
                }
            }
        }
        return names;
    }

    private static List<String> in(Path top) throws Exception {
        try (Stream<Path> files = Files.walk(top)) {
            return files.map(file -> top.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.contains("-"))
                    .map(file ->
                            file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                    .toList();
        }
    }
}
