package io.cometsh.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** {@code :reload}. */
final class ReloadCommand implements Command {
    private final ScriptFiles files;
    private final Supplier<String> reconnect;
    private final Callable<String> startup;

    /**
     * @param reconnect reads the settings again and returns a message
     * @param startup runs the file of every session again
     */
    ReloadCommand(ScriptFiles files, Supplier<String> reconnect, Callable<String> startup) {
        this.files = files;
        this.reconnect = reconnect;
        this.startup = startup;
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
        return "reads the settings, the startup file and the opened scripts again";
    }

    @Override
    public String help() {
        return """
                Reads the key, the address and the workspace again, as at the start (from
                .comet.config and .env). Then it runs the startup file, and each file that
                :open ran in this session, in the order of their first run.
                Your variables stay, and the definitions of the files are made again. api gets
                a new connection; experiments that you have keep their old one.""";
    }

    @Override
    public String run(CommandArguments arguments) {
        List<String> messages = new ArrayList<>();
        messages.add(reconnect.get());
        try {
            messages.add(startup.call());
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        messages.add(files.reload());
        messages.removeIf(Objects::isNull);
        return messages.isEmpty()
                ? "nothing to reload: no settings, no startup file and no opened file"
                : String.join("\n", messages);
    }

    @Override
    public boolean showsValue() {
        return true;
    }
}
