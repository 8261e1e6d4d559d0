package io.cometsh.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jline.reader.History;

/** {@code :history [N|TEXT]}. */
final class HistoryCommand implements Command {
    private static final int SHOWN = 20;

    private final History history;

    HistoryCommand(History history) {
        this.history = history;
    }

    @Override
    public String name() {
        return ":history";
    }

    @Override
    public String usage() {
        return "[N|TEXT]";
    }

    @Override
    public String summary() {
        return "earlier lines";
    }

    @Override
    public String help() {
        return """
                Shows the last 20 lines, or the last N; with a TEXT, lines that contain it in
                any letter case: :history 50 or :history val_loss
                Ctrl-R searches while you type. Each line is listed once, at its last use, and
                is stored for the next session. A line that seems to contain a key or a
                password, or that begins with a blank, is never stored.""";
    }

    @Override
    public String run(CommandArguments arguments) {
        String asked = arguments.text().strip();
        boolean number = asked.matches("\\d{1,6}");
        List<History.Entry> found = new ArrayList<>();
        history.forEach(entry -> {
            if (asked.isEmpty() || number || holds(entry.line(), asked)) {
                found.add(entry);
            }
        });
        // The question itself is the last line by now.
        found.removeIf(entry -> entry.index() == history.last() && entry.line().startsWith(name()));
        int most = number ? Integer.parseInt(asked) : asked.isEmpty() ? SHOWN : found.size();
        List<History.Entry> shown = found.subList(Math.max(0, found.size() - most), found.size());
        if (shown.isEmpty()) {
            return asked.isEmpty() || number ? "nothing entered yet" : "no line holds " + asked;
        }
        int digits = String.valueOf(history.last() + 1).length();
        StringBuilder text = new StringBuilder();
        for (History.Entry entry : shown) {
            String head = String.format(Locale.ROOT, "%" + digits + "d  ", entry.index() + 1);
            text.append(head)
                    .append(entry.line().replace("\n", "\n" + " ".repeat(head.length())))
                    .append('\n');
        }
        if (asked.isEmpty() && found.size() > shown.size()) {
            text.append("(showing ")
                    .append(shown.size())
                    .append(" of ")
                    .append(found.size())
                    .append(" lines)");
        }
        return text.toString();
    }

    private static boolean holds(String line, String text) {
        return line.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
    }
}
