package io.cometsh.lang;

import io.cometsh.lang.Token.TokenKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Cuts a text of Groovy into tokens, and tells which brackets, strings and comments it leaves open.
 *
 * <p>Groovy's own lexer gives up at an open quote, which is where completion begins, and takes time to load. This one knows
 * strings in all their quotes, computed parts, comments and brackets, and takes the rest as it comes.
 */
public final class Tokens {
    /** What the text as a whole is, as far as brackets and quotes can tell. */
    public enum Brackets {
        CLOSED,
        OPEN,
        WRONG
    }

    private static final String COMPUTED = "${";
    private static final String DOLLAR_SLASHY = "$/";
    private static final Set<String> BEFORE_A_VALUE =
            Set.of("return", "in", "assert", "case", "else", "throw", "do", "yield", "instanceof", "as");

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private final Deque<Token> open = new ArrayDeque<>();
    private int at;
    private boolean inComment;
    private boolean inLongComment;
    private boolean wrong;
    /** The last closing bracket and its partner; -1 for none. */
    private int closing = -1;

    private int opening = -1;

    private Tokens(String source) {
        this.source = source;
    }

    /**
     * What a text is made of.
     *
     * @param inComment whether the text ends inside a comment
     */
    public record Result(List<Token> tokens, boolean inComment, Brackets brackets) {
        /** The index after the last token: what follows is space and comments. */
        int end() {
            int last = tokens.size() - 1;
            while (last >= 0 && tokens.get(last).is(TokenKind.LINE_END)) {
                last--;
            }
            return last < 0 ? 0 : tokens.get(last).end();
        }
    }

    public static Result of(String source) {
        Tokens scanner = new Tokens(source);
        scanner.code();
        return new Result(List.copyOf(scanner.tokens), scanner.inComment, scanner.brackets());
    }

    /** The index of the opening bracket that the closing one belongs to; -1 when there is none, or it is in a string. */
    public static int opening(String source, int closing) {
        Tokens scanner = new Tokens(source.substring(0, closing + 1));
        scanner.code();
        return scanner.closing == closing ? scanner.opening : -1;
    }

    private Brackets brackets() {
        Token last = tokens.isEmpty() ? null : tokens.get(tokens.size() - 1);
        boolean inLiteral = last != null && last.is(TokenKind.OPEN_TEXT);
        if (wrong || inLiteral && isOneLine(last.quote())) {
            // A string of one line cannot continue, but the ${...} inside of one can.
            return Brackets.WRONG;
        }
        return inLiteral || inLongComment || !open.isEmpty() ? Brackets.OPEN : Brackets.CLOSED;
    }

    /** Reads code to the end, or to the brace that closes a computed part; returns whether that brace came. */
    private boolean code() {
        while (at < source.length()) {
            char c = source.charAt(at);
            if (c == '\n') {
                single(TokenKind.LINE_END);
            } else if (Character.isWhitespace(c)) {
                at++;
            } else if (source.startsWith("//", at)) {
                int end = source.indexOf('\n', at);
                inComment = end < 0;
                at = end < 0 ? source.length() : end;
            } else if (source.startsWith("/*", at)) {
                int end = source.indexOf("*/", at + 2);
                inComment = end < 0;
                inLongComment = inComment;
                at = end < 0 ? source.length() : end + 2;
            } else if (c == '#' && at == 0 && source.startsWith("#!")) {
                int end = source.indexOf('\n');
                inComment = end < 0;
                at = end < 0 ? source.length() : end;
            } else if (source.startsWith("'''", at) || source.startsWith("\"\"\"", at)) {
                literal(source.substring(at, at + 3), source.substring(at, at + 3));
            } else if (c == '\'' || c == '"') {
                literal(String.valueOf(c), String.valueOf(c));
            } else if (source.startsWith(DOLLAR_SLASHY, at) && valueExpected()) {
                literal(DOLLAR_SLASHY, "/$");
            } else if (c == '/' && valueExpected()) {
                literal("/", "/");
            } else if (Character.isJavaIdentifierStart(c)) {
                int start = at;
                while (at < source.length() && Character.isJavaIdentifierPart(source.charAt(at))) {
                    at++;
                }
                add(TokenKind.NAME, start);
            } else if (Character.isDigit(c)) {
                number();
            } else if (c == '(' || c == '[' || c == '{') {
                single(TokenKind.OPEN);
            } else if (c == ')' || c == ']' || c == '}') {
                if (close(c)) {
                    at++;
                    return true;
                }
                single(TokenKind.CLOSE);
            } else if (c == ',') {
                single(TokenKind.COMMA);
            } else {
                operator(c);
            }
        }
        return false;
    }

    /**
     * Closes the bracket that this one belongs to, with what is still open inside; one that belongs to none closes
     * nothing, because a line of a text may close what an earlier line has opened.
     *
     * @return whether it closes a computed part
     */
    private boolean close(char c) {
        closing = at;
        opening = -1;
        int inside = 0;
        for (Token token : open) {
            boolean computed = token.text().equals(COMPUTED);
            if (closes(token, c)) {
                opening = inside == 0 ? token.end() - 1 : -1;
                wrong |= inside > 0;
                for (int i = 0; i <= inside; i++) {
                    open.pop();
                }
                return computed;
            }
            if (computed) {
                break;
            }
            inside++;
        }
        wrong = true;
        return false;
    }

    private static boolean closes(Token bracket, char c) {
        return "([{".indexOf(bracket.text().charAt(bracket.text().length() - 1)) == ")]}".indexOf(c);
    }

    private static boolean isOneLine(String quote) {
        return quote.equals("'") || quote.equals("\"");
    }

    private void operator(char c) {
        int start = at;
        if (source.startsWith("..", at)) {
            at += source.startsWith("..<", at) ? 3 : 2;
            add(TokenKind.OPERATOR, start);
        } else if (source.startsWith("?.", at) || source.startsWith("*.", at)) {
            at += 2;
            add(TokenKind.DOT, start);
        } else if (c == '.') {
            at += source.startsWith(".&", at) ? 2 : 1;
            add(TokenKind.DOT, start);
        } else if (source.startsWith("->", at)) {
            at += 2;
            add(TokenKind.OPERATOR, start);
        } else if (source.startsWith("?:", at)
                || source.startsWith("::", at)
                || source.startsWith("++", at)
                || source.startsWith("--", at)) {
            at += 2;
            add(TokenKind.OPERATOR, start);
        } else {
            single(c == ':' ? TokenKind.COLON : TokenKind.OPERATOR);
        }
    }

    private void number() {
        int start = at;
        while (at < source.length()) {
            char c = source.charAt(at);
            boolean fraction = c == '.' && at + 1 < source.length() && Character.isDigit(source.charAt(at + 1));
            if (!fraction && !Character.isLetterOrDigit(c) && c != '_') {
                break;
            }
            at++;
        }
        add(TokenKind.NUMBER, start);
    }

    private void literal(String quote, String closing) {
        int begin = at;
        int mark = tokens.size();
        boolean computed = false;
        StringBuilder value = new StringBuilder();
        at += quote.length();
        while (at < source.length()) {
            char c = source.charAt(at);
            if (source.startsWith(closing, at)) {
                at += closing.length();
                tokens.add(new Token(TokenKind.TEXT, computed ? null : value.toString(), begin, at, quote));
                return;
            }
            if (isOneLine(quote) && c == '\n') {
                // A one-line literal without its end: taken as closed, so that the next line has its own places.
                wrong = true;
                tokens.add(new Token(TokenKind.TEXT, null, begin, at, quote));
                return;
            }
            if (quote.equals(DOLLAR_SLASHY) && (source.startsWith("$$", at) || source.startsWith("$/", at))) {
                value.append(source.charAt(at + 1));
                at += 2;
            } else if (c == '\\' && !quote.equals(DOLLAR_SLASHY) && at + 1 < source.length()) {
                value.append(unescaped(source.charAt(at + 1), quote));
                at += 2;
            } else if (source.startsWith(COMPUTED, at) && !quote.startsWith("'")) {
                computed = true;
                at += COMPUTED.length();
                add(TokenKind.OPEN, at - COMPUTED.length());
                if (!code()) {
                    return;
                }
                // The computed part is closed: to the outside the literal is one token.
                tokens.subList(mark, tokens.size()).clear();
            } else {
                computed |= c == '$' && !quote.startsWith("'");
                value.append(c);
                at++;
            }
        }
        int start = begin + quote.length();
        tokens.add(new Token(TokenKind.OPEN_TEXT, source.substring(Math.min(start, at), at), start, at, quote));
    }

    /** What a backslash and the character after it mean in a literal with this quote. */
    public static String unescaped(char escaped, String quote) {
        if (quote.equals("/")) {
            return escaped == '/' ? "/" : "\\" + escaped;
        }
        return switch (escaped) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            case '\n' -> "";
            default -> String.valueOf(escaped);
        };
    }

    /** Whether a slash here begins a pattern: a division needs something before it. */
    private boolean valueExpected() {
        int last = tokens.size() - 1;
        // Between parentheses or square brackets a line end is a space.
        boolean lines = open.isEmpty() || open.peek().text().endsWith("{");
        while (!lines && last >= 0 && tokens.get(last).is(TokenKind.LINE_END)) {
            last--;
        }
        if (last < 0) {
            return true;
        }
        Token before = tokens.get(last);
        return switch (before.kind()) {
            case OPEN, COMMA, COLON, LINE_END -> true;
            case OPERATOR -> !before.text().equals("++") && !before.text().equals("--");
            case NAME -> BEFORE_A_VALUE.contains(before.text());
            case NUMBER, TEXT, OPEN_TEXT, CLOSE, DOT -> false;
        };
    }

    private void single(TokenKind kind) {
        at++;
        add(kind, at - 1);
    }

    private void add(TokenKind kind, int start) {
        Token token = new Token(kind, source.substring(start, at), start, at);
        tokens.add(token);
        if (kind == TokenKind.OPEN) {
            open.push(token);
        }
    }
}
