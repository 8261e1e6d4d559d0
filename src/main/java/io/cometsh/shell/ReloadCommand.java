package io.cometsh.shell;

/** {@code :reload}. */
final class ReloadCommand implements Command {
    private final ScriptFiles files;

    ReloadCommand(ScriptFiles files) {
        this.files = files;
    }

    @Override
    public String name() {
        return ":reload";
    }

    @Override
    public String usage() {
        return "";
    }

    @Override
    public String summary() {
        return "runs the opened scripts again, as they are now";
    }

    @Override
    public String help() {
        return """
                Reads and runs again each file that :open has run in this session, in the order of their first time.
                Variables of yours stay; what the files define is made anew.""";
    }

    @Override
    public String run(Arguments arguments) {
        return files.reload();
    }

    @Override
    public boolean showsValue() {
        return true;
    }
}
