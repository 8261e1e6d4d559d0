package io.cometsh.shell;

/** {@code :quit}. */
final class QuitCommand implements Command {
    private final Runnable quit;

    QuitCommand(Runnable quit) {
        this.quit = quit;
    }

    @Override
    public String name() {
        return ":quit";
    }

    @Override
    public String usage() {
        return "";
    }

    @Override
    public String summary() {
        return "leaves the shell, as Ctrl-D does";
    }

    @Override
    public String help() {
        return "Leaves the shell. The history stays for the next time; variables do not.";
    }

    @Override
    public String run(CommandArguments arguments) {
        quit.run();
        return null;
    }
}
