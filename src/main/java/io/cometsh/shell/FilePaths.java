package io.cometsh.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Files as a user names them: {@code ~} is the home folder. */
final class FilePaths {
    private static final int MOST = 200;

    private FilePaths() {}

    static Path of(String name) {
        String home = System.getProperty("user.home", "");
        String full = name.equals("~") || name.startsWith("~/") ? home + name.substring(1) : name;
        try {
            return Path.of(full);
        } catch (InvalidPathException e) {
            throw new CommandException("\"" + name + "\" can be no file's name");
        }
    }

    /** What TAB offers for a name that is begun: folders, with a slash behind, and files. */
    static Map<String, String> complete(String begun) {
        int slash = begun.lastIndexOf('/') + 1;
        String folder = begun.substring(0, slash);
        Map<String, String> names = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(of(folder.isEmpty() ? "." : folder))) {
            List<Path> sorted = files.sorted().limit(MOST).toList();
            for (Path file : sorted) {
                String name = String.valueOf(file.getFileName());
                if (!name.startsWith(".") || begun.startsWith(".", slash)) {
                    names.put(folder + name + (Files.isDirectory(file) ? "/" : ""), "");
                }
            }
        } catch (IOException | CommandException e) {
            return Map.of();
        }
        return names;
    }
}
