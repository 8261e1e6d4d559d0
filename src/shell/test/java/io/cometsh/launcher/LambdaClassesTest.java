package io.cometsh.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The step of the build that makes classes of lambdas: they do what they did. */
@Tag("slow")
@DisplayNameGeneration(ReplaceUnderscores.class)
class LambdaClassesTest {
    private static final String SAMPLES = "io.cometsh.launcher.LambdaSamples";

    @TempDir
    Path folder;

    @Test
    void a_lambda_as_a_class_does_the_same() throws Exception {
        Path jar = samples();
        List<Object> before = results(jar, SAMPLES);
        assertThat(names(jar)).noneMatch(name -> name.contains("$$Lambda"));
        change(jar);
        assertThat(names(jar)).filteredOn(name -> name.contains("$$Lambda")).hasSizeGreaterThan(25);
        assertThat(results(jar, SAMPLES)).isEqualTo(before).isEqualTo(new LambdaSamples().get());
        byte[] once = Files.readAllBytes(jar);
        change(jar);
        assertThat(Files.readAllBytes(jar)).isEqualTo(once);
    }

    @Test
    void a_text_with_values_as_a_method_is_the_same() throws Exception {
        Path source = Files.writeString(folder.resolve("Texts.java"), """
                import java.util.List;
                public class Texts implements java.util.function.Supplier<List<Object>> {
                    interface Named { default String of(int n) { return "n" + n + "\\1" + n; } }
                    public List<Object> get() {
                        int i = 1; long l = 2; double d = 3.5; float f = 1.5f; char c = 'c'; byte b = 4; short s = 5;
                        Object o = null; String t = null; boolean z = i > 0; List<Integer> list = List.of(i);
                        return List.of("" + i + l + d + f + c + b + s + z + o + t + list, "\u00e9\uffff" + i + "end",
                            l + t + o, o + "x", c + "", new Named() {}.of(i), list + " \1 " + d + "\2" + l);
                    }
                }
                """);
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", folder.toString(), source.toString()))
                .isZero();
        Path jar = folder.resolve("texts.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (String name : List.of("Texts", "Texts$1", "Texts$Named")) {
                out.putNextEntry(new ZipEntry(name + ".class"));
                Files.copy(folder.resolve(name + ".class"), out);
            }
        }
        List<Object> before = results(jar, "Texts");
        change(jar);
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (String name : List.of("Texts", "Texts$Named")) {
                byte[] code = zip.getInputStream(zip.getEntry(name + ".class")).readAllBytes();
                assertThat(new String(code, StandardCharsets.ISO_8859_1)).contains("concat$0");
            }
        }
        assertThat(results(jar, "Texts")).isEqualTo(before).hasSize(7);
    }

    private Path samples() throws Exception {
        Path classes = Path.of(LambdaSamples.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolve("io/cometsh/launcher");
        Path jar = folder.resolve("samples.jar");
        try (Stream<Path> files = Files.list(classes);
                OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (Path sample : files.toList()) {
                if (sample.getFileName().toString().matches("LambdaSamples(\\$.*)?\\.class")) {
                    out.putNextEntry(new ZipEntry("io/cometsh/launcher/" + sample.getFileName()));
                    Files.copy(sample, out);
                }
            }
        }
        return jar;
    }

    private static List<String> names(Path jar) throws Exception {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream().map(ZipEntry::getName).toList();
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Object> results(Path jar, String type) throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            return ((Supplier<List<Object>>)
                            loader.loadClass(type).getDeclaredConstructor().newInstance())
                    .get();
        }
    }

    private static void change(Path jar) throws Exception {
        String asm = Path.of(groovyjarjarasm.asm.ClassReader.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        asm,
                        "src/shell/main/build/LambdaClasses.java",
                        jar.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
