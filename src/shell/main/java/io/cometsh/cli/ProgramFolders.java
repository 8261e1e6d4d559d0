package io.cometsh.cli;

import io.cometsh.settings.UserFolders;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/** Where the program keeps its own files, by the conventions of the desktop. */
final class ProgramFolders {
    private ProgramFolders() {}

    /** {@code ${XDG_DATA_HOME:-~/.local/share}/cometsh}, or {@code %LOCALAPPDATA%\cometsh}. */
    static Path data(ProcessContext context) {
        Path folder = UserFolders.data(context.environment(), context.home());
        if (folder == null) {
            throw new UsageException("there is no home folder for the local server: set HOME or give --local-dir DIR");
        }
        return folder;
    }

    /** {@code ${XDG_CACHE_HOME:-~/.cache}/cometsh}, where the launcher keeps its class archives too; empty without a home. */
    static Optional<Path> cache(ProcessContext context) {
        return Optional.ofNullable(UserFolders.cache(context.environment(), context.home()));
    }

    /** The folder of this program's jar; null when it does not run from a jar. */
    static Path program() {
        CodeSource source = ProgramFolders.class.getProtectionDomain().getCodeSource();
        try {
            Path jar = source == null ? null : Path.of(source.getLocation().toURI());
            return jar != null && Files.isRegularFile(jar) ? jar.getParent() : null;
        } catch (URISyntaxException | FileSystemNotFoundException e) {
            return null;
        }
    }

    /** Where what has to be unpacked before it can run is kept; null without a home. */
    static Path programs(ProcessContext context) {
        return cache(context).map(folder -> folder.resolve("native")).orElse(null);
    }
}
