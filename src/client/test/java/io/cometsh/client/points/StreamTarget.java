package io.cometsh.client.points;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes all points to a stream. */
record StreamTarget(OutputStream rows) implements PointTarget {
    @Override
    public void take(Path file) throws IOException {
        Files.copy(file, rows);
        Files.delete(file);
    }
}
