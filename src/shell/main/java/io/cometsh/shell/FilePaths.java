package io.cometsh.shell;

import io.cometsh.completion.FileNames;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Files as a user names them: {@code ~} is the home folder. */
final class FilePaths {
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

    /** What TAB offers for a name that is begun: folders, with a slash at the end, and files. */
    static Map<String, String> complete(String begun) {
        Map<String, String> names = new LinkedHashMap<>();
        FileNames.below(begun, Path.of("").toAbsolutePath(), Path.of(System.getProperty("user.home", "")))
                .forEach(name -> names.put(name, ""));
        return names;
    }
}
