package io.cometsh.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cometsh.lang.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jline.reader.History;

/** {@code :edit [NAME]}. */
final class EditCommand implements Command {
    /** Runs an editor on a file and waits for its end; gives its exit status. */
    interface Editor {
        int edit(List<String> command) throws IOException, InterruptedException;
    }

    private final Session session;
    private final History history;
    private final Map<String, String> environment;
    private final Editor editor;
    private final ScriptFiles files;
    private final ScriptFiles.Runner runner;

    EditCommand(
            Session session,
            History history,
            Map<String, String> environment,
            Editor editor,
            ScriptFiles files,
            ScriptFiles.Runner runner) {
        this.session = session;
        this.history = history;
        this.environment = environment;
        this.editor = editor;
        this.files = files;
        this.runner = runner;
    }

    @Override
    public String name() {
        return ":edit";
    }

    @Override
    public String usage() {
        return "[NAME|FILE]";
    }

    @Override
    public String summary() {
        return "your editor on the last input, and runs what you save";
    }

    @Override
    public String help() {
        return """
                Opens $VISUAL, else $EDITOR, else vi, on the last input.
                :edit best          on the method or class of this name
                :edit best.groovy   on a file, which is made when you save it
                What you save runs as if it were typed; a text that you leave as it was does
                not. While you type, Ctrl-X Ctrl-E opens the editor on the line.""";
    }

    @Override
    public String run(CommandArguments arguments) {
        String name = String.join(" ", arguments.words());
        if (session.source(name) == null && isFile(name)) {
            return ofFile(FilePaths.of(name));
        }
        String before = name.isEmpty() ? lastInput() : session.source(name);
        if (before == null) {
            throw new CommandException("you have defined no method or class " + name + "; :vars lists what there is");
        }
        String after = edited(before);
        if (after.isBlank() || after.equals(before)) {
            return "not changed, so not run";
        }
        history.add(after);
        return runner.run(after, "");
    }

    private static boolean isFile(String name) {
        return name.endsWith(".groovy") || name.contains("/") || !name.isEmpty() && Files.exists(FilePaths.of(name));
    }

    /** The file itself, which stays; what it holds afterwards runs unless it is as before. */
    private String ofFile(Path file) {
        try {
            String before = Files.exists(file) ? Files.readString(file, UTF_8) : "";
            opened(file);
            boolean changed =
                    Files.exists(file) && !Files.readString(file, UTF_8).equals(before);
            return changed ? files.open(file) : "not changed, so not run";
        } catch (InterruptedException e) {
            throw interrupted();
        } catch (IOException e) {
            throw new CommandException("cannot read " + file + ": " + e.getMessage());
        }
    }

    private static CommandException interrupted() {
        Thread.currentThread().interrupt();
        return new CommandException("interrupted, so nothing was run");
    }

    private void opened(Path file) throws InterruptedException {
        List<String> command = command(file);
        int status;
        try {
            status = editor.edit(command);
        } catch (IOException e) {
            throw new CommandException("cannot run the editor " + command.get(0) + ": set VISUAL or EDITOR");
        }
        if (status != 0) {
            throw new CommandException("the editor ended with " + status + ", so nothing was run");
        }
    }

    private String lastInput() {
        for (int i = history.last(); i >= 0; i--) {
            String line = history.get(i);
            if (!line.stripLeading().startsWith(":") && DocCommand.asCommand(line) == null) {
                return line;
            }
        }
        return "";
    }

    /** The text as the user leaves it in the editor. */
    String edited(String text) {
        try {
            Path file = Files.createTempFile("cometsh", ".groovy");
            try {
                Files.writeString(file, text + "\n", UTF_8);
                opened(file);
                return Files.readString(file, UTF_8).stripTrailing();
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (InterruptedException e) {
            throw interrupted();
        } catch (IOException e) {
            throw new CommandException("no temporary file: " + e.getMessage());
        }
    }

    /** The variable may hold options too, as in {@code EDITOR="code --wait"}. */
    private List<String> command(Path file) {
        String visual = environment.getOrDefault("VISUAL", "").strip();
        String named = visual.isEmpty() ? environment.getOrDefault("EDITOR", "").strip() : visual;
        List<String> command = new ArrayList<>(new CommandArguments(named.isEmpty() ? "vi" : named, 0).words());
        command.add(file.toString());
        return command;
    }

    @Override
    public Map<String, String> complete(List<String> before, String word) {
        Map<String, String> names = new LinkedHashMap<>();
        if (before.isEmpty()) {
            session.methods().forEach(name -> names.put(name, "method"));
            session.classes().forEach(name -> names.put(name, "class"));
            FilePaths.complete(word).forEach(names::putIfAbsent);
        }
        return names;
    }

    @Override
    public boolean showsValue() {
        return true;
    }
}
