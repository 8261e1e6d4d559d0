package io.cometsh.completion;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Names of files, a folder at a time. */
public final class FileNames {
    private static final int MOST = 5_000;

    private FileNames() {}

    /**
     * What the folder holds in which a path that is being typed ends.
     *
     * @param typed such as {@code runs/be}; {@code ~/} is the home folder
     * @param home the home folder; null for none
     * @return whole paths, in the way in which the typed one begins, folders with a slash at the end; hidden ones only
     *     when a dot is typed
     */
    public static List<String> below(String typed, Path workingFolder, Path home) {
        if (typed.equals("~") && home != null) {
            return List.of("~/");
        }
        String stem = typed.substring(0, typed.lastIndexOf('/') + 1);
        boolean hidden = typed.startsWith(".", stem.length());
        Path folder;
        try {
            boolean ofHome = home != null && stem.startsWith("~/");
            folder = ofHome ? home.resolve(stem.substring(2)) : workingFolder.resolve(stem);
        } catch (InvalidPathException e) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if ((hidden || !name.startsWith(".")) && names.size() < MOST) {
                    names.add(stem + name + (Files.isDirectory(entry) ? "/" : ""));
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        names.sort(String.CASE_INSENSITIVE_ORDER);
        return names;
    }
}
