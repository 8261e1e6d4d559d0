package io.cometsh.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A small program laid out as cometsh is, under the real launcher: its main class prints a marker and can tell about the process
 * it runs in (see {@code Main.java} in the test resources). {@code root} holds bin/ and, beside it, {@code jars}.
 */
record Installation(Path root, Path jars) {
    static final Path CHECKOUT = Path.of("").toAbsolutePath();
    private static final Map<String, Map<String, byte[]>> COMPILED = new ConcurrentHashMap<>();

    /** bin/cometsh beside lib/cometsh-1.0.jar and lib/lib/. */
    static Installation distribution(Path root, String marker) throws IOException {
        Installation made = new Installation(root, root.resolve("lib"));
        made.addLauncher();
        made.writeJars(marker);
        return made;
    }

    /** bin/cometsh beside pom.xml and src, not built yet. */
    static Installation checkout(Path root) throws IOException {
        Installation made = new Installation(root, root.resolve("target"));
        made.addLauncher();
        for (String module : List.of("client", "server", "lang", "shell")) {
            Files.createDirectories(root.resolve("src").resolve(module).resolve("main"));
            Files.createDirectories(root.resolve("src").resolve(module).resolve("test/java"));
            Files.writeString(root.resolve("src").resolve(module).resolve("pom.xml"), "<project/>");
        }
        Files.createDirectories(root.resolve("src/shell/main/java/demo"));
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        Files.writeString(root.resolve("src/shell/main/java/demo/Main.java"), "class Main {}");
        return made;
    }

    Path program() {
        return root.resolve("bin/cometsh");
    }

    Path jar() {
        return jars.resolve("cometsh-1.0.jar");
    }

    Path library() {
        return jars.resolve("lib/dependency-1.0.jar");
    }

    /** Where the jar of one of the program's own modules is; only {@link #writeModule} makes it. */
    Path module() {
        return jars.resolve("lib/cometsh-lang-1.0.jar");
    }

    void writeJars(String marker) throws IOException {
        writeJar(marker);
        writeLibrary("library " + marker);
    }

    void writeJar(String marker) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.MAIN_CLASS, "io.cometsh.cli.Main");
        main.put(Attributes.Name.CLASS_PATH, "lib/cometsh-lang-1.0.jar lib/dependency-1.0.jar");
        String text = new String(resource("/launcher/Main.java"), UTF_8).replace("MARKER", marker);
        Map<String, byte[]> classes = new TreeMap<>(compile(text, libraryText("none")));
        classes.keySet().removeIf(name -> name.startsWith("demo.Library"));
        writeJar(jar(), manifest, classes);
    }

    void writeLibrary(String marker) throws IOException {
        writeLibrary(library(), marker);
    }

    /** It comes before the library on the class path, and holds the same classes. */
    void writeModule(String marker) throws IOException {
        writeLibrary(module(), marker);
    }

    private static void writeLibrary(Path jar, String marker) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        writeJar(jar, manifest, compile(libraryText(marker)));
    }

    private static String libraryText(String marker) {
        String method = "public static String marker() { return \"" + marker + "\"; }";
        return "package demo; public class Library { " + method + " public static class Late { " + method + " } }";
    }

    private void addLauncher() throws IOException {
        Files.createDirectories(program().getParent());
        Files.copy(CHECKOUT.resolve("bin/cometsh"), program(), StandardCopyOption.COPY_ATTRIBUTES);
    }

    private static byte[] resource(String name) throws IOException {
        try (var in = Installation.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    private static void writeJar(Path target, Manifest manifest, Map<String, byte[]> classes) throws IOException {
        Files.createDirectories(target.getParent());
        // Unlinked first: a Java that runs from the old file keeps it.
        Files.deleteIfExists(target);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(target))) {
            // Neither time nor compression: the same classes give the same bytes, another marker the same size.
            out.setLevel(Deflater.NO_COMPRESSION);
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            manifest.write(text);
            writeEntry(out, JarFile.MANIFEST_NAME, text.toByteArray());
            for (Map.Entry<String, byte[]> each : classes.entrySet()) {
                writeEntry(out, each.getKey().replace('.', '/') + ".class", each.getValue());
            }
        }
    }

    private static void writeEntry(JarOutputStream out, String name, byte[] content) throws IOException {
        JarEntry entry = new JarEntry(name);
        entry.setTime(0);
        out.putNextEntry(entry);
        out.write(content);
        out.closeEntry();
    }

    private static Map<String, byte[]> compile(String... sources) {
        return COMPILED.computeIfAbsent(String.join("\n", sources), all -> {
            try {
                return compileNow(sources);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Map<String, byte[]> compileNow(String... sources) throws IOException {
        Path folder = Files.createTempDirectory("compiled");
        try {
            List<JavaFileObject> units =
                    Stream.of(sources).<JavaFileObject>map(Source::new).toList();
            boolean done = ToolProvider.getSystemJavaCompiler()
                    .getTask(null, null, null, List.of("--release", "17", "-d", folder.toString()), null, units)
                    .call();
            if (!done) {
                throw new AssertionError("the probe does not compile");
            }
            Map<String, byte[]> classes = new TreeMap<>();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String name = folder.relativize(file)
                            .toString()
                            .replace(".class", "")
                            .replace('/', '.');
                    classes.put(name, Files.readAllBytes(file));
                }
            }
            return classes;
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(
                    URI.create("string:///" + (text.contains("class Library") ? "demo/Library" : "io/cometsh/cli/Main")
                            + ".java"),
                    Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
