package io.cometsh.sdk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The queries that Python and cometsh are both asked; see the head of the file. */
final class QueryFile {

    static final Path PATH =
            Path.of("src/lang/test/resources/queries/sdk-queries.txt").toAbsolutePath();

    /** @param pythonIsWrong why the SDK's {@code query} gives a wrong answer; null when it gives the right one */
    record Entry(String expression, String pythonIsWrong) {}

    private QueryFile() {}

    static List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        String reason = null;
        for (String line : Files.readAllLines(PATH)) {
            if (line.startsWith("#!")) {
                reason = line.substring(2).strip();
            } else if (!line.isBlank() && !line.startsWith("#")) {
                entries.add(new Entry(line.strip(), reason));
                reason = null;
            }
        }
        return List.copyOf(entries);
    }
}
