package io.cometsh.cli;

import io.cometsh.lang.ScriptContext;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where scripts find classes besides the program's own: {@code --classpath}, else {@code COMETSH_CLASSPATH}, then the folder of
 * the script, with classes in source files of their own such as {@code Helper.groovy}.
 */
final class ScriptClasspath {
    private static final String VARIABLE = "COMETSH_CLASSPATH";

    private final String entries;
    private final Path folder;

    private final Path beside;

    private ScriptClasspath(String entries, Path folder, Path beside) {
        this.entries = entries;
        this.folder = folder;
        this.beside = beside;
    }

    static ScriptClasspath of(GlobalOptions options, ProcessContext process) {
        String entries = options.classpath != null
                ? options.classpath
                : process.environment().getOrDefault(VARIABLE, "");
        return new ScriptClasspath(entries, process.workingFolder(), null);
    }

    /** The same with the folder of a script. */
    ScriptClasspath beside(String script) {
        return new ScriptClasspath(
                entries, folder, folder.resolve(script).toAbsolutePath().getParent());
    }

    /** Whether the user names any entries. */
    boolean isEmpty() {
        return entries.isBlank();
    }

    /** A context whose scripts find these classes. */
    ScriptContext context() {
        ScriptContext context = new ScriptContext();
        return isEmpty() && beside == null ? context : context.classLoader(loader());
    }

    private ClassLoader loader() {
        List<URL> urls = new ArrayList<>();
        for (String entry : entries.split(File.pathSeparator)) {
            if (!entry.isBlank()) {
                addTo(urls, entry);
            }
        }
        if (beside != null) {
            add(urls, beside);
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ScriptContext.class.getClassLoader());
    }

    private void addTo(List<URL> urls, String entry) {
        boolean all = entry.equals("*") || entry.endsWith("/*") || entry.endsWith(File.separator + "*");
        Path path = folder.resolve(all ? entry.substring(0, entry.length() - 1) : entry);
        if (!(all ? Files.isDirectory(path) : Files.exists(path))) {
            throw new UsageException("no file " + path + ": --classpath and " + VARIABLE
                    + " take jars, folders of classes, and FOLDER/* for all jars of a folder");
        }
        if (!all) {
            add(urls, path);
            return;
        }
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(path, "*.jar")) {
            jars.forEach(jar -> add(urls, jar));
        } catch (IOException e) {
            throw new UsageException("cannot read " + path + ": " + e.getMessage());
        }
    }

    private static void add(List<URL> urls, Path jarOrFolder) {
        try {
            urls.add(jarOrFolder.toUri().toURL());
        } catch (MalformedURLException e) {
            throw new IllegalStateException("every path has an address", e);
        }
    }
}
