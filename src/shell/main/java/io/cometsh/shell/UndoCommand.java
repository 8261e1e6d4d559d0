package io.cometsh.shell;

import io.cometsh.client.Api;
import io.cometsh.client.BulkPlan;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** {@code :undo [JOURNAL] [yes]}. */
final class UndoCommand implements Command {
    private static final String AGREED = "yes";

    private final Supplier<Api> api;
    private final ValueText values;

    UndoCommand(Supplier<Api> api, ValueText values) {
        this.api = api;
        this.values = values;
    }

    @Override
    public String name() {
        return ":undo";
    }

    @Override
    public String usage() {
        return "[JOURNAL] [yes]";
    }

    @Override
    public String summary() {
        return "reverses the last plan that was applied; shows first what it would do";
    }

    @Override
    public String help() {
        return """
                api.plan(runs).archive().apply(), and cometsh apply, write down what they do;
                this reverses it.
                :undo       shows what would be done
                :undo yes   does it; with JOURNAL, a file or its name, for an earlier plan
                What is deleted stays deleted.""";
    }

    @Override
    public Map<String, String> complete(List<String> before, String word) {
        return before.contains(AGREED) ? Map.of() : Map.of(AGREED, "does it");
    }

    @Override
    public String run(CommandArguments arguments) {
        List<String> words = arguments.words();
        boolean agreed = !words.isEmpty() && words.get(words.size() - 1).equals(AGREED);
        List<String> journal = agreed ? words.subList(0, words.size() - 1) : words;
        if (journal.size() > 1) {
            throw new CommandException("one journal at a time: :undo [JOURNAL] [yes]");
        }
        BulkPlan plan = journal.isEmpty() ? api.get().undo() : api.get().undo(journal.get(0));
        if (plan.isEmpty()) {
            return "nothing to undo: everything is as it was before";
        }
        if (agreed) {
            plan.apply();
            return "undone: " + plan;
        }
        return values.of(plan.table(), arguments.width()) + "\n:undo " + arguments.text()
                + (arguments.isEmpty() ? "" : " ") + "yes does it";
    }
}
