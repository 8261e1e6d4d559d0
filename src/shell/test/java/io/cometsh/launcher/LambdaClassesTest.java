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
        List<Object> before = results(jar);
        assertThat(names(jar)).noneMatch(name -> name.contains("$$Lambda"));
        change(jar);
        assertThat(names(jar)).filteredOn(name -> name.contains("$$Lambda")).hasSizeGreaterThan(25);
        assertThat(results(jar)).isEqualTo(before).isEqualTo(new LambdaSamples().get());
        byte[] once = Files.readAllBytes(jar);
        change(jar);
        assertThat(Files.readAllBytes(jar)).isEqualTo(once);
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
    private static List<Object> results(Path jar) throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            return ((Supplier<List<Object>>)
                            loader.loadClass(SAMPLES).getDeclaredConstructor().newInstance())
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
