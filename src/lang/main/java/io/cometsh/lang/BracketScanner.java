package io.cometsh.lang;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;

/**
 * Finds what a text leaves open: brackets, strings of several lines, comments. It knows enough of Groovy's words to
 * tell a division from a slashy string, needs no Groovy class, and so answers before Groovy is loaded.
 */
public final class BracketScanner {
    /** What the text as a whole is, as far as brackets and quotes can tell. */
    enum Result {
        CLOSED,
        OPEN,
        WRONG
    }

    private static final Set<String> WORDS_BEFORE_VALUES =
            Set.of("return", "case", "in", "assert", "throw", "else", "do", "yield", "instanceof", "as");
    private static final String TRIPLE = "triple ";
    private static final String SLASHY = "/";
    private static final String DOLLAR_SLASHY = "$/";

    private final String text;
    /** Open brackets by their closing character; open strings by what ends them. */
    private final Deque<String> open = new ArrayDeque<>();
    /** Where each of them begins. */
    private final Deque<Integer> starts = new ArrayDeque<>();

    private final StringBuilder code = new StringBuilder();
    private int at;
    private boolean openComment;

    private BracketScanner(String text) {
        this.text = text;
    }

    static Result scan(String text) {
        return new BracketScanner(text).scan();
    }

    /** The text without comments, trailing blanks and the insides of strings; its end tells what must follow. */
    static String codeOf(String text) {
        BracketScanner scanner = new BracketScanner(text);
        scanner.scan();
        return scanner.code.toString().stripTrailing();
    }

    /** The opening bracket that the closing one at this index belongs to; -1 when there is none, or it is in a string. */
    public static int opening(String text, int closing) {
        return new BracketScanner(text.substring(0, closing + 1)).openingOfTheLast();
    }

    private int openingOfTheLast() {
        while (at < text.length()) {
            if (!open.isEmpty() && isString(open.peek())) {
                if (!scanString(open.peek())) {
                    pop();
                }
                continue;
            }
            char c = text.charAt(at);
            boolean closes = ")]}".indexOf(c) >= 0;
            boolean matches = closes && !open.isEmpty() && open.peek().equals(String.valueOf(c));
            if (closes && at == text.length() - 1) {
                return matches ? starts.peek() : -1;
            }
            if (closes && !matches) {
                // A line of a text may close what an earlier one has opened.
                take();
            } else {
                scanCode();
            }
        }
        return -1;
    }

    private void push(String end) {
        open.push(end);
        starts.push(at);
    }

    private void pop() {
        open.pop();
        starts.pop();
    }

    private Result scan() {
        if (text.startsWith("#!")) {
            skipLine();
        }
        while (at < text.length()) {
            boolean inString = !open.isEmpty() && isString(open.peek());
            if (!(inString ? scanString(open.peek()) : scanCode())) {
                return Result.WRONG;
            }
        }
        if (open.isEmpty()) {
            return openComment ? Result.OPEN : Result.CLOSED;
        }
        // A string of one line cannot continue, but the ${...} inside of one can.
        return isOneLine(open.peek()) ? Result.WRONG : Result.OPEN;
    }

    private static boolean isString(String kind) {
        return isOneLine(kind) || kind.startsWith(TRIPLE) || kind.equals(SLASHY) || kind.equals(DOLLAR_SLASHY);
    }

    private static boolean isOneLine(String kind) {
        return kind.equals("'") || kind.equals("\"");
    }

    private boolean scanCode() {
        char c = text.charAt(at);
        if (text.startsWith("//", at)) {
            skipLine();
            return true;
        }
        if (text.startsWith("/*", at)) {
            int end = text.indexOf("*/", at + 2);
            openComment = end < 0;
            at = openComment ? text.length() : end + 2;
            code.append(' ');
            return true;
        }
        switch (c) {
            case '(' -> openWith(")");
            case '[' -> openWith("]");
            case '{' -> openWith("}");
            case ')', ']', '}' -> {
                if (open.isEmpty() || !open.peek().equals(String.valueOf(c))) {
                    return false;
                }
                pop();
                take();
            }
            case '\'', '"' -> openString(String.valueOf(c));
            case '/' -> {
                if (isSlashyAllowedHere()) {
                    push(SLASHY);
                }
                take();
            }
            case '$' -> {
                if (text.startsWith(DOLLAR_SLASHY, at) && isSlashyAllowedHere()) {
                    push(DOLLAR_SLASHY);
                    take();
                }
                take();
            }
            default -> take();
        }
        return true;
    }

    private void openWith(String end) {
        push(end);
        take();
    }

    private void openString(String quote) {
        boolean triple = text.startsWith(quote.repeat(3), at);
        push(triple ? TRIPLE + quote : quote);
        at += triple ? 3 : 1;
        code.append(quote);
    }

    private boolean scanString(String kind) {
        String end = kind.startsWith(TRIPLE)
                ? kind.substring(TRIPLE.length()).repeat(3)
                : kind.equals(DOLLAR_SLASHY) ? "/$" : kind;
        char c = text.charAt(at);
        if (kind.equals(DOLLAR_SLASHY) && (text.startsWith("$$", at) || text.startsWith("$/", at))) {
            at += 2;
        } else if (c == '\\' && !kind.equals(DOLLAR_SLASHY)) {
            at += 2;
        } else if (text.startsWith(end, at)) {
            at += end.length();
            pop();
            code.append('"');
        } else if (text.startsWith("${", at) && !kind.endsWith("'")) {
            at++;
            openWith("}");
        } else if (c == '\n' && isOneLine(kind)) {
            return false;
        } else {
            at++;
        }
        return true;
    }

    private void take() {
        code.append(text.charAt(at));
        at++;
    }

    private void skipLine() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
    }

    /** After a value a slash divides; elsewhere it begins a string. */
    private boolean isSlashyAllowedHere() {
        int last = code.length() - 1;
        while (last >= 0 && Character.isWhitespace(code.charAt(last))) {
            last--;
        }
        if (last < 0) {
            return true;
        }
        char before = code.charAt(last);
        if (!Character.isJavaIdentifierPart(before)) {
            return ")]}\"'/".indexOf(before) < 0 && !code.substring(0, last + 1).endsWith("++");
        }
        int start = last;
        while (start > 0 && Character.isJavaIdentifierPart(code.charAt(start - 1))) {
            start--;
        }
        return WORDS_BEFORE_VALUES.contains(code.substring(start, last + 1).toLowerCase(Locale.ROOT));
    }
}
