package io.cometsh.client.service;

import io.cometsh.files.DistinctNames;
import io.cometsh.files.SafeNames;
import io.cometsh.transport.CometException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** A folder that takes files under names a server chose, and writes no file outside. */
public final class TargetFolder {
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);

    private static final Pattern UNSAFE_IN_MARK = Pattern.compile("[^A-Za-z0-9_-]");

    private final Path root;
    private final boolean windows;

    /** Makes the folder when it is not there. */
    public TargetFolder(Path folder) {
        this(folder, File.separatorChar == '\\');
    }

    /** The same with names for Windows or not. */
    TargetFolder(Path folder, boolean windows) {
        this.windows = windows;
        try {
            Files.createDirectories(folder);
            root = folder.toRealPath();
        } catch (IOException e) {
            throw new CometException("cannot use the folder " + folder + ": " + reason(e), e);
        }
    }

    /** A new folder of its own, for downloads that nobody gave a place. */
    public static TargetFolder temporary() {
        try {
            return new TargetFolder(Files.createTempDirectory("cometsh-"));
        } catch (IOException e) {
            throw new CometException("cannot make a temporary folder: " + reason(e), e);
        }
    }

    public Path root() {
        return root;
    }

    /**
     * The place of a name such as {@code sub/weights.bin}, with the folders it needs.
     *
     * @throws CometException for a name that could lead outside: absolute, with {@code ..}, with a backslash or a drive
     *     letter, or through a symbolic link that points out of the folder
     */
    public Path place(String name) {
        return prepared(check(name));
    }

    /** The same place, with the folders it needs. */
    static Path prepared(Path place) {
        Path folder = place.resolveSibling("");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new CometException("cannot make the folder " + folder + ": " + reason(e), e);
        }
        return place;
    }

    /** As {@link #place}, but nothing is made. */
    Path check(String name) {
        return file(resolve(name), name);
    }

    /**
     * The places of several files that are written together; nothing is made. Where two would get one place, or one would
     * be the folder of another, its mark is in its name.
     *
     * @param marks for each name, what tells it from another file of this name
     * @param warnings hears of each name that a file does not get
     * @throws CometException as {@link #place}, for any of the names
     */
    List<Path> places(List<String> names, List<String> marks, Consumer<String> warnings) {
        List<String> safeMarks = marks.stream()
                .map(mark -> UNSAFE_IN_MARK.matcher(mark).replaceAll("_"))
                .toList();
        List<String> paths = names.stream()
                .map(name -> root.relativize(resolve(name)).toString().replace(File.separatorChar, '/'))
                .toList();
        List<String> distinct = DistinctNames.distinct(paths, safeMarks, false);
        if (!distinct.equals(DistinctNames.distinct(paths, safeMarks, true)) && ignoresCase()) {
            distinct = DistinctNames.distinct(paths, safeMarks, true);
        }
        List<Path> places = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            places.add(file(root.resolve(distinct.get(i)), names.get(i)));
            if (!distinct.get(i).equals(paths.get(i))) {
                warnings.accept("the file \"" + names.get(i) + "\" is written to " + distinct.get(i)
                        + ", because another file or folder has its name");
            }
        }
        return places;
    }

    /** Whether the disk takes two names for one that differ only in case, tried with a file. */
    private boolean ignoresCase() {
        try {
            Path probe = Files.createTempFile(root, ".cometsh-", ".probe");
            try {
                return Files.exists(
                        root.resolve(root.relativize(probe).toString().toUpperCase(Locale.ROOT)));
            } finally {
                Files.delete(probe);
            }
        } catch (IOException e) {
            throw new CometException("cannot write into " + root + ": " + reason(e), e);
        }
    }

    private Path file(Path place, String name) {
        if (Files.isDirectory(place)) {
            throw refused(name);
        }
        return place;
    }

    private Path resolve(String name) {
        if (name == null
                || name.isEmpty()
                || name.indexOf('\\') >= 0
                || DRIVE.matcher(name).matches()) {
            throw refused(name);
        }
        try {
            Path place = root;
            // The last folder that exists is the one whose links count: below it we make our own.
            Path existing = root;
            for (String part : name.split("/", -1)) {
                if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                    throw refused(name);
                }
                existing = Files.exists(place, LinkOption.NOFOLLOW_LINKS) ? place : existing;
                place = place.resolve(windows ? SafeNames.escaped(part) : part);
            }
            if (!place.normalize().equals(place) || !existing.toRealPath().startsWith(root)) {
                throw refused(name);
            }
            return place;
        } catch (InvalidPathException | IOException e) {
            throw refused(name);
        }
    }

    private CometException refused(String name) {
        String shown = String.valueOf(name)
                .codePoints()
                .limit(200)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return new CometException("the server names a file \"" + shown + "\", which is not a place for a file inside "
                + root + ": it was not written");
    }

    public static String reason(IOException e) {
        return e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getClass().getSimpleName() + " " + e.getMessage();
    }
}
