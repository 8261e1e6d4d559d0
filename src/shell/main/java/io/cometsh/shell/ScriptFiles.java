package io.cometsh.shell;

import io.cometsh.lang.ScriptText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The scripts that were run in this session, in the order in which they first were. */
final class ScriptFiles {
    /** Runs a text of this name and gives what is to be shown of its value, null for nothing. */
    interface Runner {
        String run(String code, String name);
    }

    private final Runner runner;
    private final Set<Path> opened = new LinkedHashSet<>();

    ScriptFiles(Runner runner) {
        this.runner = runner;
    }

    String open(Path file) {
        String code = read(file);
        // Noted before it runs: a script that fails is fixed and loaded again.
        opened.add(file.toAbsolutePath().normalize());
        return runner.run(code, file.toString());
    }

    /** What came of each file; null when there are none. */
    String reload() {
        if (opened.isEmpty()) {
            return null;
        }
        List<String> messages = new ArrayList<>();
        Path here = Path.of("").toAbsolutePath();
        for (Path file : opened) {
            Path shown = file.startsWith(here) ? here.relativize(file) : file;
            String value = runner.run(read(file), shown.toString());
            messages.add(value == null ? "ran " + shown : value);
        }
        return String.join("\n", messages);
    }

    private static String read(Path file) {
        try {
            return ScriptText.read(file);
        } catch (NoSuchFileException e) {
            throw new CommandException("no file " + file);
        } catch (IOException e) {
            throw new CommandException(
                    Files.isDirectory(file) ? file + " is a folder" : "cannot read " + file + ": " + e.getMessage());
        }
    }
}
