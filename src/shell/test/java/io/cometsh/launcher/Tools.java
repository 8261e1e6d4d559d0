package io.cometsh.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Folders to put on a PATH. */
final class Tools {
    private static final List<String> USED = List.of(
            "sh",
            "env",
            "cat",
            "cksum",
            "cp",
            "date",
            "find",
            "grep",
            "mkdir",
            "mv",
            "nice",
            "readlink",
            "rm",
            "rmdir",
            "sleep",
            "touch",
            "wc");

    private Tools() {}

    /** The standard tools and nothing else: no java, no mvn. */
    static Path withoutJava(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String name : USED) {
            Path real = Stream.of("/bin/", "/usr/bin/")
                    .map(place -> Path.of(place + name))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
            Files.createSymbolicLink(folder.resolve(name), real);
        }
        return folder;
    }

    /** A program in a folder. */
    static Path script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("can't make " + file + " executable");
        }
        return file;
    }

    /** A Java home that reports that version and runs {@code text} as its java. */
    static Path javaHome(Path folder, String version, String text) throws IOException {
        script(folder.resolve("bin/java"), text);
        Files.writeString(folder.resolve("release"), "IMPLEMENTOR=\"Someone\"\nJAVA_VERSION=\"" + version + "\"\n");
        return folder;
    }
}
