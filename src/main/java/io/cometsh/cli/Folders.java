package io.cometsh.cli;

import java.nio.file.Path;

/** Where the program keeps its own files, by the conventions of the desktop. */
final class Folders {
    private Folders() {}

    /** {@code ${XDG_DATA_HOME:-~/.local/share}/cometsh}. */
    static Path data(Surroundings surroundings) {
        String data = surroundings.environment().get("XDG_DATA_HOME");
        if (data != null && !data.isEmpty()) {
            return Path.of(data, "cometsh");
        }
        if (surroundings.home() == null) {
            throw new UsageException("there is no home folder for the local server: set HOME or give --local-dir DIR");
        }
        return surroundings.home().resolve(".local").resolve("share").resolve("cometsh");
    }
}
