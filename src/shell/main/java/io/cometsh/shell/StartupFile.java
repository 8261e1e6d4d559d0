package io.cometsh.shell;

import io.cometsh.lang.ScriptText;
import io.cometsh.lang.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a user wants in every session: Groovy, and between it commands of the shell, each on a line that begins with a
 * colon.
 *
 * <pre>{@code
 * import java.time.*
 * def best(n) { query(Metric("accuracy") > 0.9).sortedBy("metrics.accuracy:desc").take(n) }
 * :use demo/digits
 * :set rows 20
 * }</pre>
 */
final class StartupFile {
    private static final Pattern COMMAND = Pattern.compile(":[a-z].*");

    private final Path path;
    private final Path home;

    /** @param path null for none */
    StartupFile(Path path) {
        this.path = path;
        String user = System.getProperty("user.home", "");
        this.home = user.isEmpty() ? null : Path.of(user);
    }

    /**
     * One command, or the Groovy between two of them.
     *
     * @param text Groovy with as many empty lines in front as there are lines before it, so that errors name the right one
     * @param line where it begins, from 1
     */
    record Part(String text, boolean command, int line) {}

    boolean exists() {
        return path != null && Files.isRegularFile(path);
    }

    /** As errors name it. */
    String name() {
        return home != null && path.startsWith(home) ? "~/" + home.relativize(path) : path.toString();
    }

    List<Part> parts() {
        try {
            return parts(ScriptText.read(path));
        } catch (IOException e) {
            throw new CommandException("cannot read " + name() + ": " + e.getMessage());
        }
    }

    static List<Part> parts(String text) {
        List<Part> parts = new ArrayList<>();
        StringBuilder groovy = new StringBuilder();
        int begin = 1;
        int line = 0;
        for (String one : text.lines().toList()) {
            line++;
            if (COMMAND.matcher(one).matches() && !isInside(groovy.toString())) {
                add(parts, groovy, begin);
                parts.add(new Part(one.strip(), true, line));
                groovy.setLength(0);
                begin = line + 1;
            } else {
                groovy.append(one).append('\n');
            }
        }
        add(parts, groovy, begin);
        return parts;
    }

    /** Whether the next line belongs to a string, a comment or brackets that the text opens. */
    private static boolean isInside(String groovy) {
        return Tokens.of(groovy).brackets() == Tokens.Brackets.OPEN;
    }

    private static void add(List<Part> parts, StringBuilder groovy, int line) {
        if (!groovy.toString().isBlank()) {
            parts.add(new Part("\n".repeat(line - 1) + groovy.toString().stripTrailing(), false, line));
        }
    }
}
