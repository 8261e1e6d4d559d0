package io.cometsh.settings;

import java.nio.file.Path;

/**
 * A file of settings that can't be read, or holds a line that can't be understood; all of it is left out.
 *
 * @param line from 1; 0 when it is about the whole file
 */
public record FileProblem(Path file, int line, String reason) {
    /** One line for the user. */
    @Override
    public String toString() {
        return file + (line > 0 ? ", line " + line : "") + ": " + reason;
    }
}
