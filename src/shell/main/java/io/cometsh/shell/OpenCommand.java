package io.cometsh.shell;

import java.util.List;
import java.util.Map;

/** {@code :open FILE}. */
final class OpenCommand implements Command {
    private final ScriptFiles files;

    OpenCommand(ScriptFiles files) {
        this.files = files;
    }

    @Override
    public String name() {
        return ":open";
    }

    @Override
    public String usage() {
        return "FILE";
    }

    @Override
    public String summary() {
        return "runs a script in this session";
    }

    @Override
    public String help() {
        return """
                Runs a Groovy file as if you typed it: its definitions stay. Put a name with
                blanks between quotes:
                :open "~/my scripts/best.groovy"
                :reload runs it again after you have changed it.""";
    }

    @Override
    public String run(CommandArguments arguments) {
        List<String> words = arguments.words();
        if (words.size() != 1) {
            throw new CommandException("name one file, such as :open best.groovy");
        }
        return files.open(FilePaths.of(words.get(0)));
    }

    @Override
    public boolean showsValue() {
        return true;
    }

    @Override
    public Map<String, String> complete(List<String> before, String word) {
        return before.isEmpty() ? FilePaths.complete(word) : Map.of();
    }
}
