package io.cometsh.completion;

import io.cometsh.completion.CursorContext.Import;
import io.cometsh.completion.CursorContext.InLiteral;
import io.cometsh.completion.CursorContext.Member;
import io.cometsh.completion.CursorContext.PlainName;
import io.cometsh.completion.CursorContext.ShellCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.terminal.Size;
import org.jline.utils.AttributedString;

/**
 * Everything TAB offers in the shell. It reads the whole text before the cursor, lines already entered included, and is
 * to be used with {@link ShellParser}, which decides what the word is, and {@link SuggestionMatcher}.
 */
public final class ShellCompleter implements Completer {
    private static final int SHORT_ROW = 70;

    private final MemberCompleter members;
    private final ArgumentCompleter arguments;
    private final QueryCompleter query;
    private final PlainNameCompleter names;
    private final CallTip tip;
    private final DocSubject subject;
    private final LiveNames live;
    private final LastProject lastPlace;
    private final CommandNames commands;
    private final Supplier<Deadline> deadline;
    private ProjectRef fetched;
    private boolean missing;

    /** {@code deadline} is asked once for each press of TAB. */
    public ShellCompleter(
            LiveNames live, Scope scope, LastProject lastPlace, CommandNames commands, Supplier<Deadline> deadline) {
        ProjectRefs places = new ProjectRefs(scope, lastPlace);
        this.members = new MemberCompleter(scope);
        this.arguments = new ArgumentCompleter(live, scope, places);
        this.query = new QueryCompleter(live, scope, places);
        this.names = new PlainNameCompleter(scope);
        this.tip = new CallTip(scope);
        this.subject = new DocSubject(scope);
        this.live = live;
        this.lastPlace = lastPlace;
        this.commands = commands;
        this.deadline = deadline;
    }

    /** Fetches the names of the project that is now the one talked about, before anybody asks for them. */
    public void prefetch() {
        ProjectRef place = lastPlace.get();
        if (place != null && !place.equals(fetched)) {
            fetched = place;
            live.within(Deadline.none()).columns(place.workspace(), place.project());
        }
    }

    /** Does once what the first TAB would have to; for a background thread. Asks the server nothing. */
    public void warmUp() {
        Size size = new Size(80, 24);
        for (String text : List.of("api.get", "Metric('x').co", "[1].coll", "Strin")) {
            complete(text, text.length(), size, new ArrayList<>());
            tip(text + "('", size.getColumns());
        }
    }

    /**
     * What one line shows while the user types: the names that fit the text between quotes, as far as they are known,
     * else the parameters of the call whose arguments end the text. Null where there is nothing to show. Sends nothing
     * to the server.
     */
    public AttributedString tip(String before, int columns) {
        String text = commands.completedAs(before);
        if (text.length() > CallTip.LONGEST_TEXT) {
            return null;
        }
        AttributedString names = namesRow(text, columns);
        return names != null ? names : tip.of(text, columns);
    }

    private AttributedString namesRow(String text, int columns) {
        if (!(CursorContext.at(text) instanceof InLiteral literal)
                || literal.prefix().isBlank()) {
            return null;
        }
        Suggestions suggestions = new Suggestions(Literals.unescaped(literal.prefix(), literal.quote()), "");
        literal(literal, "", suggestions, Deadline.withoutAsking());
        return suggestions.row(columns);
    }

    /** What the text before the cursor is about, as a name for {@code :doc}; null for nothing. */
    public String subject(String before) {
        return subject.of(commands.completedAs(before));
    }

    /** Whether names that the last press of TAB asked for are still on their way. */
    public boolean isMissingNames() {
        return missing;
    }

    /** The forms of a method that is not a method of ours. */
    public List<String> signatures(String before) {
        return subject.signatures(commands.completedAs(before));
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        complete(line.line(), line.cursor(), reader.getTerminal().getSize(), candidates);
    }

    /** The same for a text with the cursor at this place, in a terminal of this size. */
    void complete(String line, int cursor, Size size, List<Candidate> candidates) {
        CursorContext context = CursorContext.at(commands.completedAs(line.substring(0, cursor)));
        String after = line.substring(cursor);
        Deadline waiting = deadline.get();
        Suggestions suggestions;
        if (context instanceof InLiteral literal) {
            // A parenthesis in a name between quotes is part of the name.
            suggestions = new Suggestions(Literals.unescaped(literal.prefix(), literal.quote()), "");
            literal(literal, after, suggestions, waiting);
            if (suggestions.isEmpty() && !literal.prefix().isEmpty() && !waiting.isInVain()) {
                othersThanTyped(literal, after, suggestions);
            }
        } else {
            suggestions = new Suggestions(context.prefix(), after);
            code(context, after, suggestions, waiting);
            if (line.isBlank()) {
                String help = ":help";
                suggestions.add(help, help, "commands", commands.summaries().get(help));
            }
            if (context instanceof PlainName plain) {
                bareWords(line.substring(0, cursor), plain, suggestions);
            }
        }
        missing = waiting.isInVain();
        if (waiting.wasInVain()) {
            suggestions.hint("TAB again shows what has come", "asking the server …", null);
        }
        suggestions.addTo(candidates, size);
    }

    private void code(CursorContext context, String after, Suggestions suggestions, Deadline waiting) {
        if (context instanceof Member member) {
            members.offer(member, suggestions);
        } else if (context instanceof PlainName plain) {
            if (!query.offer(plain, suggestions, waiting)) {
                names.offer(plain, suggestions);
            }
        } else if (context instanceof Import imported) {
            ClassNames.offer(imported.prefix(), imported.ofStatic(), suggestions);
        } else if (context instanceof ShellCommand command) {
            command(command, after, suggestions);
        }
    }

    /** Where nothing is like what is typed, what there is instead, to read. */
    private void othersThanTyped(InLiteral context, String after, Suggestions suggestions) {
        // Neither for a path, whose beginning names the folder, nor for a text that is computed.
        if (context.prefix().contains("/") || context.prefix().contains("$")) {
            return;
        }
        Suggestions all = new Suggestions("", "");
        literal(context, after, all, Deadline.withoutAsking());
        AttributedString row = all.row(SHORT_ROW);
        if (row != null) {
            suggestions.hint(
                    row.toString(), "nothing is like \"" + Literals.shown(suggestions.typed()) + "\"; there is", null);
        }
    }

    private void literal(InLiteral context, String after, Suggestions suggestions, Deadline waiting) {
        boolean closed = ShellParser.restOfLiteral(after, context.quote()) >= 0;
        LiteralWriter writer = new LiteralWriter(suggestions, context.quote(), closed);
        if (context.indexed() != null) {
            members.offerIndexes(context.indexed(), context.locals(), writer);
        } else if (!query.offer(context, writer, waiting)) {
            arguments.offer(context, writer, waiting);
        }
    }

    /** A command such as {@code :plot} takes a name without quotes too, if that is all. */
    private void bareWords(String before, PlainName context, Suggestions suggestions) {
        String[] words = before.stripLeading().split("\\s+", -1);
        if (words.length == 2 && words[1].equals(context.prefix()) && commands.functionOf(words[0]) != null) {
            commands.arguments(List.of(words[0]), context.prefix())
                    .forEach((word, description) -> suggestions.add(word, word, words[0], description));
        }
    }

    private void command(ShellCommand context, String after, Suggestions suggestions) {
        if (context.words().isEmpty()) {
            commands.summaries().forEach((name, summary) -> suggestions.add(name, name, "commands", summary));
            return;
        }
        String name = context.words().get(0);
        String usage = commands.usage(name);
        if (context.prefix().isEmpty()) {
            suggestions.hint(usage.isEmpty() ? "takes nothing more" : usage, name, null);
        }
        boolean closed = !context.quote().isEmpty() && after.contains(context.quote());
        commands.arguments(context.words(), context.prefix())
                .forEach((word, description) -> suggestions.add(
                        word,
                        CommandWords.written(word, context.quote(), closed),
                        CommandWords.shown(word, context.prefix()),
                        name,
                        description.isEmpty() ? null : description));
    }
}
