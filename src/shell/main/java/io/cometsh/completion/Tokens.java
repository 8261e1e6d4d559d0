package io.cometsh.completion;

import io.cometsh.completion.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Cuts the text before the cursor into tokens.
 *
 * <p>Groovy's own lexer is of no use here: it gives up at an open quote, which is where completion begins. This one knows
 * strings in all their quotes, computed parts, comments and brackets, and takes the rest as it comes.
 */
final class Tokens {
    private static final Set<String> BEFORE_A_VALUE = Set.of("return", "in", "assert", "case", "else", "throw");

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private boolean inComment;

    private Tokens(String source) {
        this.source = source;
    }

    /** The tokens of the source, and whether it ends inside a comment. */
    record Result(List<Token> tokens, boolean inComment) {}

    static Result of(String source) {
        Tokens scanner = new Tokens(source);
        scanner.code(false);
        return new Result(List.copyOf(scanner.tokens), scanner.inComment);
    }

    /** Reads code to the end, or to the brace that closes a computed part; returns whether that brace came. */
    private boolean code(boolean untilBrace) {
        int depth = 0;
        while (at < source.length()) {
            char c = source.charAt(at);
            if (c == '\n') {
                single(Kind.LINE_END);
            } else if (Character.isWhitespace(c)) {
                at++;
            } else if (source.startsWith("//", at)) {
                int end = source.indexOf('\n', at);
                inComment = end < 0;
                at = end < 0 ? source.length() : end;
            } else if (source.startsWith("/*", at)) {
                int end = source.indexOf("*/", at + 2);
                inComment = end < 0;
                at = end < 0 ? source.length() : end + 2;
            } else if (c == '#' && at == 0 && source.startsWith("#!")) {
                int end = source.indexOf('\n');
                inComment = end < 0;
                at = end < 0 ? source.length() : end;
            } else if (source.startsWith("'''", at) || source.startsWith("\"\"\"", at)) {
                literal(source.substring(at, at + 3), source.substring(at, at + 3));
            } else if (c == '\'' || c == '"') {
                literal(String.valueOf(c), String.valueOf(c));
            } else if (source.startsWith("$/", at) && valueExpected()) {
                literal("$/", "/$");
            } else if (c == '/' && valueExpected()) {
                literal("/", "/");
            } else if (Character.isJavaIdentifierStart(c)) {
                int start = at;
                while (at < source.length() && Character.isJavaIdentifierPart(source.charAt(at))) {
                    at++;
                }
                add(Kind.NAME, start);
            } else if (Character.isDigit(c)) {
                number();
            } else if (c == '(' || c == '[' || c == '{') {
                depth += c == '{' ? 1 : 0;
                single(Kind.OPEN);
            } else if (c == '}' && untilBrace && depth == 0) {
                at++;
                return true;
            } else if (c == ')' || c == ']' || c == '}') {
                depth -= c == '}' ? 1 : 0;
                single(Kind.CLOSE);
            } else if (c == ',') {
                single(Kind.COMMA);
            } else {
                operator(c);
            }
        }
        return false;
    }

    private void operator(char c) {
        int start = at;
        if (source.startsWith("..", at)) {
            at += source.startsWith("..<", at) ? 3 : 2;
            add(Kind.OPERATOR, start);
        } else if (source.startsWith("?.", at) || source.startsWith("*.", at)) {
            at += 2;
            add(Kind.DOT, start);
        } else if (c == '.') {
            at += source.startsWith(".&", at) ? 2 : 1;
            add(Kind.DOT, start);
        } else if (source.startsWith("->", at)) {
            at += 2;
            add(Kind.OPERATOR, start);
        } else if (source.startsWith("?:", at) || source.startsWith("::", at)) {
            at += 2;
            add(Kind.OPERATOR, start);
        } else {
            single(c == ':' ? Kind.COLON : Kind.OPERATOR);
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
        add(Kind.NUMBER, start);
    }

    private void literal(String quote, String closing) {
        int open = at;
        int mark = tokens.size();
        boolean computed = false;
        boolean oneLine = quote.equals("'") || quote.equals("\"");
        StringBuilder value = new StringBuilder();
        at += quote.length();
        while (at < source.length()) {
            char c = source.charAt(at);
            if (source.startsWith(closing, at)) {
                at += closing.length();
                tokens.add(new Token(Kind.TEXT, computed ? null : value.toString(), open, at, quote));
                return;
            }
            if (oneLine && c == '\n') {
                // A one-line literal without its end: taken as closed, so that the next line has its own places.
                tokens.add(new Token(Kind.TEXT, null, open, at, quote));
                return;
            }
            if (c == '\\' && !quote.equals("$/") && at + 1 < source.length()) {
                value.append(Literals.unescaped(source.charAt(at + 1), quote));
                at += 2;
            } else if (source.startsWith("${", at) && !quote.startsWith("'")) {
                computed = true;
                tokens.add(new Token(Kind.OPEN, "${", at, at + 2));
                at += 2;
                if (!code(true)) {
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
        int start = open + quote.length();
        tokens.add(new Token(Kind.OPEN_TEXT, source.substring(Math.min(start, at), at), start, at, quote));
    }

    /** Whether a slash here begins a pattern: a division needs something before it. */
    private boolean valueExpected() {
        if (tokens.isEmpty()) {
            return true;
        }
        Token last = tokens.get(tokens.size() - 1);
        return switch (last.kind()) {
            case OPEN, COMMA, COLON, OPERATOR, LINE_END -> true;
            case NAME -> BEFORE_A_VALUE.contains(last.text());
            case NUMBER, TEXT, OPEN_TEXT, CLOSE, DOT -> false;
        };
    }

    private void single(Kind kind) {
        at++;
        add(kind, at - 1);
    }

    private void add(Kind kind, int start) {
        tokens.add(new Token(kind, source.substring(start, at), start, at));
    }
}
