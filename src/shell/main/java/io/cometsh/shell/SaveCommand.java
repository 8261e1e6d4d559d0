package io.cometsh.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cometsh.files.AtomicFile;
import io.cometsh.lang.Session;
import io.cometsh.text.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** {@code :save FILE [all|last N]}. */
final class SaveCommand implements Command {
    private static final String OVER = "over";

    private final Session session;
    private final Predicate<String> secret;
    private final Set<Path> written = new HashSet<>();

    SaveCommand(Session session, Predicate<String> secret) {
        this.session = session;
        this.secret = secret;
    }

    @Override
    public String name() {
        return ":save";
    }

    @Override
    public String usage() {
        return "FILE [all|last N] [over]";
    }

    @Override
    public String summary() {
        return "writes the session as a script that cometsh FILE runs";
    }

    @Override
    public String help() {
        return """
                Writes the inputs that ran to their end. Inputs that failed and commands are
                left out. The script prints the last value. A def becomes a plain assignment,
                so that methods see it.
                :save best.groovy last 5
                all        every input; the default
                last N     the last N inputs
                over       replaces a file that this session did not write""";
    }

    @Override
    public String run(CommandArguments arguments) {
        List<String> words = arguments.words();
        if (words.isEmpty()) {
            throw new CommandException("name a file, such as :save best.groovy");
        }
        Path file = FilePaths.of(words.get(0));
        boolean over = words.size() > 1 && words.get(words.size() - 1).equals(OVER);
        String script = script(words.subList(1, words.size() - (over ? 1 : 0)));
        if (script.isEmpty()) {
            throw new CommandException("nothing has run to its end yet, so there is nothing to save");
        }
        List<String> lines = script.lines().toList();
        long left = lines.stream().filter(secret).count();
        String safe = lines.stream()
                .map(line -> secret.test(line) ? "// left out: a line that seems to hold a secret" : line)
                .collect(Collectors.joining("\n", "#!/usr/bin/env cometsh\n", "\n"));
        write(file, safe, over);
        return "saved " + Quantity.of(lines.size(), "line") + " to " + file
                + (left == 0
                        ? ""
                        : "; " + Quantity.of(left, "line that seems", "lines that seem")
                                + " to hold a secret left out: let the script read COMET_API_KEY instead");
    }

    private String script(List<String> extent) {
        String what = extent.isEmpty() ? "all" : extent.get(0).toLowerCase(java.util.Locale.ROOT);
        if (what.equals("all") && extent.size() <= 1) {
            return session.script();
        }
        if (what.equals("last") && extent.size() == 2 && extent.get(1).matches("[1-9]\\d{0,5}")) {
            return session.scriptOfLast(Integer.parseInt(extent.get(1)));
        }
        throw new CommandException("write :save FILE, and after it nothing, all or last N");
    }

    private void write(Path file, String text, boolean over) {
        Path absolute = file.toAbsolutePath().normalize();
        if (Files.exists(absolute) && !over && !written.contains(absolute)) {
            throw new CommandException(file + " is there already; write :save " + file + " … over to replace it");
        }
        try {
            AtomicFile.write(absolute, text.getBytes(UTF_8), AtomicFile.Kind.PLAIN);
            absolute.toFile().setExecutable(true);
            written.add(absolute);
        } catch (IOException e) {
            throw new CommandException("cannot write " + file + ": " + reason(e));
        }
    }

    private static String reason(IOException failure) {
        return failure instanceof java.nio.file.NoSuchFileException
                ? "there is no such folder"
                : failure instanceof java.nio.file.AccessDeniedException
                        ? "it is not allowed"
                        : String.valueOf(failure.getMessage());
    }

    @Override
    public Map<String, String> complete(List<String> before, String word) {
        if (before.isEmpty()) {
            return FilePaths.complete(word);
        }
        Map<String, String> words = new LinkedHashMap<>();
        if (before.size() == 1) {
            words.put("all", "everything");
            words.put("last", "the last N inputs");
        }
        boolean number = before.get(before.size() - 1).equals("last");
        if (!number && !before.contains(OVER)) {
            words.put(OVER, "replace the file");
        }
        return words;
    }
}
