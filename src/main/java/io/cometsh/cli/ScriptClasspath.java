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

/** The jars that scripts import from besides the program's own: {@code --classpath}, else {@code COMETSH_CLASSPATH}. */
final class ScriptClasspath {
    private static final String VARIABLE = "COMETSH_CLASSPATH";

    private final String entries;
    private final Path folder;

    private ScriptClasspath(String entries, Path folder) {
        this.entries = entries;
        this.folder = folder;
    }

    static ScriptClasspath of(GlobalOptions options, Surroundings surroundings) {
        String entries = options.classpath != null
                ? options.classpath
                : surroundings.environment().getOrDefault(VARIABLE, "");
        return new ScriptClasspath(entries, surroundings.workingFolder());
    }

    boolean isEmpty() {
        return entries.isBlank();
    }

    /** A context whose scripts find the classes of these jars. */
    ScriptContext context() {
        ScriptContext context = new ScriptContext();
        return isEmpty() ? context : context.classLoader(loader());
    }

    private ClassLoader loader() {
        List<URL> urls = new ArrayList<>();
        for (String entry : entries.split(File.pathSeparator)) {
            if (!entry.isBlank()) {
                addTo(urls, entry);
            }
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
        try {
            if (!all) {
                urls.add(path.toUri().toURL());
                return;
            }
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(path, "*.jar")) {
                for (Path jar : jars) {
                    urls.add(jar.toUri().toURL());
                }
            }
        } catch (MalformedURLException e) {
            throw new IllegalStateException("every path has an address", e);
        } catch (IOException e) {
            throw new UsageException("cannot read " + path + ": " + e.getMessage());
        }
    }
}
