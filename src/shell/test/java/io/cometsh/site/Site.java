package io.cometsh.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cometsh.cli.CommandPages;
import io.cometsh.shell.ClassPages;
import io.cometsh.shell.ShellPages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The documentation: README, the pages in {@code src/site/docs}, and the reference pages that are made of the program. */
public final class Site {
    public static final Path CHECKOUT = Path.of("").toAbsolutePath();
    public static final Path SOURCE = CHECKOUT.resolve("src/site");
    /** Where {@code scripts/site} takes the reference pages from. */
    static final Path GENERATED = CHECKOUT.resolve("target/site/reference");

    private Site() {}

    /** The pages that are written by hand, by their place below {@code docs}. */
    public static Map<String, String> written() {
        Map<String, String> pages = new TreeMap<>();
        Path docs = SOURCE.resolve("docs");
        try (Stream<Path> files = Files.walk(docs)) {
            for (Path file : (Iterable<Path>) files.filter(one -> one.toString().endsWith(".md"))::iterator) {
                pages.put(docs.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pages;
    }

    /** README and the pages, with README under its own name. */
    static Map<String, String> readmeAndWritten() throws IOException {
        Map<String, String> pages = new TreeMap<>(written());
        pages.put("README.md", Files.readString(CHECKOUT.resolve("README.md")));
        return pages;
    }

    /** The pages that are made of the program, by their place below {@code docs}. */
    static Map<String, String> generated() throws IOException {
        Map<String, String> pages = new TreeMap<>();
        CommandPages.pages().forEach((name, page) -> pages.put("reference/commands/" + name, page));
        pages.put("reference/shell-commands.md", ShellPages.page());
        ClassPages.pages().forEach((name, page) -> pages.put("reference/classes/" + name, page));
        return pages;
    }

    /** Writes the generated pages where {@code scripts/site} looks for them. */
    static void write(Map<String, String> pages) throws IOException {
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Path file = GENERATED.resolve(page.getKey().replaceFirst("reference/", ""));
            Files.createDirectories(file.getParent());
            Files.writeString(file, page.getValue(), UTF_8);
        }
    }
}
