package io.cometsh.shell;

import groovyjarjarantlr4.v4.runtime.CharStreams;
import groovyjarjarantlr4.v4.runtime.Token;
import io.cometsh.lang.Tokens;
import io.cometsh.query.Source;
import io.cometsh.shell.Theme.Role;
import java.util.Arrays;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.groovy.parser.antlr4.GroovyLangLexer;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * Colours what is typed, by Groovy's own lexer, and marks the bracket that belongs to the one at the cursor.
 *
 * <p>Nothing is done to an empty text or before Groovy is warm: loading its lexer would hold up the first prompt.
 */
final class GroovyHighlighter implements Highlighter {
    private static final Set<String> VARIABLES =
            Arrays.stream(Source.values()).map(Source::variableName).collect(Collectors.toUnmodifiableSet());
    /** A longer text is pasted, not typed, and colouring it at every key would be felt. */
    private static final int LONGEST = 20_000;

    private final BooleanSupplier warm;
    private final Theme theme;

    GroovyHighlighter(BooleanSupplier warm, Theme theme) {
        this.warm = warm;
        this.theme = theme;
    }

    @Override
    public AttributedString highlight(LineReader reader, String buffer) {
        if (buffer.isEmpty() || buffer.length() > LONGEST || !theme.colour()) {
            return new AttributedString(buffer);
        }
        if (buffer.stripLeading().startsWith(":")) {
            return new AttributedString(buffer, theme.style(Role.COMMAND));
        }
        if (!warm.getAsBoolean()) {
            return new AttributedString(buffer);
        }
        AttributedStyle[] styles = styles(buffer);
        markBracket(buffer, styles, reader.getBuffer().cursor());
        AttributedStringBuilder text = new AttributedStringBuilder(buffer.length());
        for (int i = 0; i < buffer.length(); i++) {
            text.append(String.valueOf(buffer.charAt(i)), styles[i]);
        }
        return text.toAttributedString();
    }

    private AttributedStyle[] styles(String text) {
        AttributedStyle[] styles = new AttributedStyle[text.length()];
        Arrays.fill(styles, AttributedStyle.DEFAULT);
        // ANTLR counts code points, the line reader counts chars.
        int[] chars = charOffsets(text);
        GroovyLangLexer lexer = new GroovyLangLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        int read = 0;
        try {
            for (Token token = lexer.nextToken(); token.getType() != Token.EOF; token = lexer.nextToken()) {
                int start = token.getStartIndex();
                int stop = Math.min(token.getStopIndex(), chars.length - 2);
                if (start < 0 || start > stop) {
                    continue;
                }
                read = chars[stop + 1];
                Arrays.fill(styles, chars[start], read, style(token));
            }
        } catch (RuntimeException | AssertionError e) {
            // Groovy's lexer throws at an open quote, as an AssertionError: the rest of the text is inside the literal.
            boolean openQuote = read < text.length() && "\"'".indexOf(text.charAt(read)) >= 0;
            Arrays.fill(styles, read, text.length(), openQuote ? theme.style(Role.TEXT) : AttributedStyle.DEFAULT);
        }
        return styles;
    }

    private static int[] charOffsets(String text) {
        int[] offsets = new int[text.codePointCount(0, text.length()) + 1];
        int at = 0;
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = at;
            at += at < text.length() ? Character.charCount(text.codePointAt(at)) : 0;
        }
        return offsets;
    }

    private AttributedStyle style(Token token) {
        int type = token.getType();
        if (type >= GroovyLangLexer.AS && type <= GroovyLangLexer.YIELD) {
            return theme.style(Role.KEYWORD);
        }
        return switch (type) {
            case GroovyLangLexer.BooleanLiteral, GroovyLangLexer.NullLiteral -> theme.style(Role.KEYWORD);
            case GroovyLangLexer.StringLiteral,
                    GroovyLangLexer.GStringBegin,
                    GroovyLangLexer.GStringPart,
                    GroovyLangLexer.GStringEnd -> theme.style(Role.TEXT);
            case GroovyLangLexer.IntegerLiteral, GroovyLangLexer.FloatingPointLiteral -> theme.style(Role.NUMBER);
            case GroovyLangLexer.CapitalizedIdentifier ->
                VARIABLES.contains(token.getText()) ? theme.style(Role.VARIABLE) : AttributedStyle.DEFAULT;
            case GroovyLangLexer.NL, GroovyLangLexer.SH_COMMENT -> theme.style(Role.COMMENT);
            default -> AttributedStyle.DEFAULT;
        };
    }

    /** The partner of the bracket before the cursor; brackets in texts and comments have a colour and do not count. */
    private void markBracket(String text, AttributedStyle[] styles, int cursor) {
        int at = cursor - 1;
        if (at < 0 || at >= text.length() || ")]}".indexOf(text.charAt(at)) < 0 || !isCode(styles[at])) {
            return;
        }
        int opening = Tokens.opening(text, at);
        if (opening >= 0) {
            styles[opening] = styles[opening].bold().underline();
            styles[at] = styles[at].bold().underline();
        } else {
            styles[at] = styles[at].foreground(AttributedStyle.RED).bold();
        }
    }

    private boolean isCode(AttributedStyle style) {
        return !style.equals(theme.style(Role.TEXT)) && !style.equals(theme.style(Role.COMMENT));
    }
}
