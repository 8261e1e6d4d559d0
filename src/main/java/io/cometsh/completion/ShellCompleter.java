package io.cometsh.completion;

import io.cometsh.completion.CursorContext.Command;
import io.cometsh.completion.CursorContext.InLiteral;
import io.cometsh.completion.CursorContext.Member;
import io.cometsh.completion.CursorContext.Nowhere;
import io.cometsh.completion.CursorContext.PlainName;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/**
 * Everything TAB offers in the shell. It reads the whole text before the cursor, lines already entered included, and is
 * to be used with {@link ShellParser}, which decides what the word is.
 */
public final class ShellCompleter implements Completer {
    private final ApiCompleter api;
    private final QueryCompleter query;
    private final PlainNameCompleter names;
    private final CommandNames commands;
    private final Supplier<Patience> patience;

    /** {@code patience} is asked once for each press of TAB. */
    public ShellCompleter(
            LiveNames live, Scope scope, LastPlace lastPlace, CommandNames commands, Supplier<Patience> patience) {
        this.query = new QueryCompleter(live, scope, lastPlace);
        this.api = new ApiCompleter(live, scope, query);
        this.names = new PlainNameCompleter(scope);
        this.commands = commands;
        this.patience = patience;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        complete(line.line(), line.cursor(), candidates);
    }

    /** The same for a text with the cursor at this place. */
    void complete(String line, int cursor, List<Candidate> candidates) {
        CursorContext context = CursorContext.at(commands.groovyOf(line.substring(0, cursor)));
        String after = line.substring(cursor);
        // A parenthesis in a name between quotes is part of the name.
        Suggestions suggestions = new Suggestions(context.prefix(), context instanceof InLiteral ? "" : after);
        if (context instanceof InLiteral literal) {
            literal(literal, after, suggestions);
        } else if (context instanceof Member member) {
            api.members(member, suggestions);
        } else if (context instanceof PlainName) {
            names.offer(suggestions);
        } else if (context instanceof Command command) {
            command(command, suggestions);
        } else if (context instanceof Nowhere) {
            return;
        }
        suggestions.addTo(candidates);
    }

    private void literal(InLiteral context, String after, Suggestions suggestions) {
        boolean closed = ShellParser.restOfLiteral(after, context.quote()) >= 0;
        LiteralWriter writer = new LiteralWriter(suggestions, context.quote(), closed);
        if (QueryCompleter.isMeant(context)) {
            query.offer(context, writer, patience.get());
        } else {
            api.literal(context, context.prefix(), writer, patience.get());
        }
    }

    private void command(Command context, Suggestions suggestions) {
        boolean first = context.words().isEmpty();
        Map<String, String> words =
                first ? commands.summaries() : commands.arguments(context.words(), context.prefix());
        words.forEach((word, description) -> suggestions.add(
                word, word, first ? "commands" : context.words().get(0), description.isEmpty() ? null : description));
    }
}
