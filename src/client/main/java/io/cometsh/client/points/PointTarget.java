package io.cometsh.client.points;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** Where the points of an experiment go when they are in order; {@link PointRows} reads them back. */
public interface PointTarget {
    /** Takes the points; stays open. */
    OutputStream rows() throws IOException;

    /** Takes a file that holds all of the points, and moves it away. */
    void take(Path file) throws IOException;
}
