package io.cometsh.shell;

import io.cometsh.lang.Session;
import java.util.List;

/** {@code :imports}. */
final class ImportsCommand implements Command {
    private final Session session;

    ImportsCommand(Session session) {
        this.session = session;
    }

    @Override
    public String name() {
        return ":imports";
    }

    @Override
    public String usage() {
        return "";
    }

    @Override
    public String summary() {
        return "the imports you have made";
    }

    @Override
    public String help() {
        return """
                Lists the imports of this session; a line such as import java.time.Year adds
                one. The words of the query language, java.util, java.io, java.net, java.lang,
                groovy.lang and groovy.util are there without.""";
    }

    @Override
    public String run(CommandArguments arguments) {
        List<String> imports = session.imports();
        return imports.isEmpty() ? "no imports; write one, such as import java.time.Year" : String.join("\n", imports);
    }
}
