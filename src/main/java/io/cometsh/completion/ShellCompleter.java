package io.cometsh.completion;

import io.cometsh.completion.CursorContext.Command;
import io.cometsh.completion.CursorContext.Import;
import io.cometsh.completion.CursorContext.InLiteral;
import io.cometsh.completion.CursorContext.Member;
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
 * to be used with {@link ShellParser}, which decides what the word is, and {@link SuggestionMatcher}.
 */
public final class ShellCompleter implements Completer {
    private final MemberCompleter members;
    private final ArgumentCompleter arguments;
    private final QueryCompleter query;
    private final PlainNameCompleter names;
    private final CommandNames commands;
    private final Supplier<Patience> patience;

    /** {@code patience} is asked once for each press of TAB. */
    public ShellCompleter(
            LiveNames live, Scope scope, LastPlace lastPlace, CommandNames commands, Supplier<Patience> patience) {
        Places places = new Places(scope, lastPlace);
        this.members = new MemberCompleter(scope);
        this.arguments = new ArgumentCompleter(live, scope, places);
        this.query = new QueryCompleter(live, scope, places);
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
        Patience waiting = patience.get();
        Suggestions suggestions;
        if (context instanceof InLiteral literal) {
            // A parenthesis in a name between quotes is part of the name.
            suggestions = new Suggestions(Literals.unescaped(literal.prefix(), literal.quote()), "");
            literal(literal, after, suggestions, waiting);
        } else {
            suggestions = new Suggestions(context.prefix(), after);
            code(context, suggestions, waiting);
        }
        if (waiting.wasInVain()) {
            suggestions.hint("asking the server …", "TAB again shows what has come", null);
        }
        suggestions.addTo(candidates);
    }

    private void code(CursorContext context, Suggestions suggestions, Patience waiting) {
        if (context instanceof Member member) {
            members.offer(member, suggestions);
        } else if (context instanceof PlainName plain) {
            if (!query.offer(plain, suggestions, waiting)) {
                names.offer(plain, suggestions);
            }
        } else if (context instanceof Import imported) {
            ClassNames.offer(imported.prefix(), imported.ofStatic(), suggestions);
        } else if (context instanceof Command command) {
            command(command, suggestions);
        }
    }

    private void literal(InLiteral context, String after, Suggestions suggestions, Patience waiting) {
        boolean closed = ShellParser.restOfLiteral(after, context.quote()) >= 0;
        LiteralWriter writer = new LiteralWriter(suggestions, context.quote(), closed);
        if (!query.offer(context, writer, waiting)) {
            arguments.offer(context, writer, waiting);
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
