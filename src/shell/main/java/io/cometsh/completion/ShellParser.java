package io.cometsh.completion;

import io.cometsh.completion.CursorContext.InLiteral;
import io.cometsh.completion.CursorContext.ShellCommand;
import java.util.function.Predicate;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/**
 * Cuts the line for JLine: at TAB the word is the text between the open quotes, or the name at the cursor; at Enter a text
 * that is not finished asks for more.
 */
public final class ShellParser implements Parser {
    private final Predicate<String> unfinished;
    private final CommandNames commands;

    /** For a shell without commands. */
    ShellParser(Predicate<String> unfinished) {
        this(unfinished, CommandNames.NONE);
    }

    /** @param unfinished whether more must follow a Groovy text */
    public ShellParser(Predicate<String> unfinished, CommandNames commands) {
        this.unfinished = unfinished;
        this.commands = commands;
    }

    @Override
    public ParsedLine parse(String line, int charactersBefore, ParseContext context) {
        // JLine counts whole characters, where a text has two places for an emoji.
        int cursor = line.offsetByCodePoints(0, Math.min(charactersBefore, line.codePointCount(0, line.length())));
        return switch (context) {
            case COMPLETE -> completing(line, cursor);
            case ACCEPT_LINE -> accepted(line, cursor);
            case UNSPECIFIED, SPLIT_LINE, SECONDARY_PROMPT -> whole(line, cursor);
        };
    }

    private ParsedLine accepted(String line, int cursor) {
        // Any of several lines may be a command: the shell decides.
        boolean several = line.indexOf('\n') >= 0;
        String groovy = several ? line : commands.groovyOf(line);
        boolean command = !several && groovy.stripLeading().startsWith(":");
        // A blank line ends the wait: then the text is taken as it is, and its error names what is missing.
        boolean ended = line.endsWith("\n") || line.isBlank();
        if (!command && !ended && unfinished.test(groovy)) {
            throw new EOFError(-1, -1, "unfinished");
        }
        return whole(line, cursor);
    }

    private static ParsedLine whole(String line, int cursor) {
        return new ShellLine(line, cursor, line, cursor);
    }

    private ParsedLine completing(String line, int cursor) {
        CursorContext context = CursorContext.at(commands.completedAs(line.substring(0, cursor)));
        String prefix = context.prefix();
        String after = line.substring(cursor);
        int rest;
        if (context instanceof InLiteral literal) {
            rest = Math.max(0, restOfLiteral(after, literal.quote()));
        } else if (context instanceof ShellCommand command && !command.quote().isEmpty()) {
            rest = Math.max(0, after.indexOf(command.quote()));
        } else {
            rest = 0;
            boolean command = context instanceof ShellCommand;
            while (rest < after.length() && belongs(after.charAt(rest), command)) {
                rest++;
            }
        }
        return new ShellLine(line, cursor, prefix + after.substring(0, rest), prefix.length());
    }

    private static boolean belongs(char c, boolean command) {
        return command ? !Character.isWhitespace(c) : Character.isJavaIdentifierPart(c);
    }

    /** How much of the text after the cursor is still inside the literal; -1 when its closing quote is missing. */
    static int restOfLiteral(String after, String quote) {
        String closing = Literals.closing(quote);
        for (int i = 0; i < after.length(); i++) {
            if (after.charAt(i) == '\\') {
                i++;
            } else if (after.startsWith(closing, i)) {
                // A quote after code opens the next literal: f("a|, "b").
                return after.substring(0, i).matches("[^(),\\[\\]]*") ? i : -1;
            } else if (after.charAt(i) == '\n') {
                return -1;
            }
        }
        return -1;
    }
}
