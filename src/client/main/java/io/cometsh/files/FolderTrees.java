package io.cometsh.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;

/** Folders as a whole. */
public final class FolderTrees {
    private FolderTrees() {}

    /** Moves what is in a folder into another one, where nothing of these names is yet but folders. */
    public static void add(Path from, Path to) throws IOException {
        try (Stream<Path> inside = Files.list(from)) {
            for (Path one : (Iterable<Path>) inside::iterator) {
                Path place = to.resolve(from.relativize(one));
                if (Files.isDirectory(one) && Files.isDirectory(place)) {
                    add(one, place);
                } else {
                    Files.move(one, place, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    /** Removes a file, or a folder with what is in it; links are removed and not followed. Nothing where there is none. */
    public static void delete(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
