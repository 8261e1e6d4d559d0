package io.cometsh.lang;

import io.cometsh.lang.Token.TokenKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The first statement of a text that Groovy cannot read. Groovy's parser often blames another line, also one that is
 * right. So the text up to the end of a statement is parsed with its open brackets closed: where that succeeds, all its
 * lines are right. Lines count from 1.
 *
 * @param first where the statement begins, or the element of a call or list of several lines
 * @param last where that may end
 * @param around where the bracket around it opens; 0 for none
 * @param end where the whole statement ends
 * @param alone its text on its own lines, without the text before it; null when it closes a bracket of that text
 * @param open the bracket that it leaves open to the end of the text; or null
 */
record FailingStatement(int first, int last, int around, int end, String alone, FailingStatement.Open open) {
    /** A statement that is not readable in itself may be the beginning of one that is: {@code if (x)} has a line more. */
    private static final int LOOK_AHEAD = 3;

    private static final Set<String> CONTINUED_BY = Set.of("else", "catch", "finally", "instanceof", "in", "as");

    /** A line in which a statement or an element may end, with what closes the text there. */
    private record Stop(int line, int end, boolean whole, Open around, String closing) {
        String text(String code) {
            return code.substring(0, end) + closing;
        }
    }

    /**
     * A bracket that is open.
     *
     * @param closing what closes it, and the statement that it belongs to
     */
    record Open(String bracket, int line, int column, String closing) {
        String partner() {
            return closing.substring(0, 1);
        }
    }

    /** In a text whose statements are all readable, nothing but a bracket can be missing: the line is after the last one. */
    static FailingStatement of(String code) {
        List<Stop> stops = stops(code);
        int read = lastRead(stops, stop -> InputCheck.canBeParsed(stop.text(code)));
        Stop before = read < 0 ? new Stop(0, 0, true, null, "\n") : stops.get(read);
        if (read + 1 == stops.size()) {
            return new FailingStatement(before.line() + 1, before.line(), 0, before.line(), null, before.around());
        }
        int end = read + 1;
        while (end + 1 < stops.size()
                && (!stops.get(end).whole()
                        || end - read < LOOK_AHEAD
                                && InputCheck.endsEarly(
                                        stops.get(end).text(code),
                                        stops.get(end).line()))) {
            end++;
        }
        Stop stop = stops.get(end);
        return new FailingStatement(
                before.line() + 1,
                stops.get(read + 1).line(),
                before.around() == null ? 0 : before.around().line(),
                stop.line(),
                alone(code, before, stop),
                end + 1 == stops.size() ? stop.around() : null);
    }

    private static String alone(String code, Stop before, Stop stop) {
        String outer = before.closing().substring(1);
        if (!stop.closing().endsWith(outer)) {
            return null;
        }
        int begin = before.line() == 0 ? 0 : code.indexOf('\n', before.end());
        return "\n".repeat(Math.max(0, before.line() - 1))
                + code.substring(begin, stop.end())
                + stop.closing().substring(0, stop.closing().length() - outer.length());
    }

    /** The index of the last stop up to which the text can be read; -1 for none. */
    private static int lastRead(List<Stop> stops, Predicate<Stop> readable) {
        int read = -1;
        int unread = stops.size();
        while (read + 1 < unread) {
            int middle = (read + unread) / 2;
            int found = -1;
            for (int i = middle; found < 0 && i < Math.min(unread, middle + LOOK_AHEAD); i++) {
                found = readable.test(stops.get(i)) ? i : -1;
            }
            if (found >= 0) {
                read = found;
            } else {
                unread = middle;
            }
        }
        return read;
    }

    private static List<Stop> stops(String code) {
        List<Token> tokens = Tokens.of(code).tokens();
        List<Stop> stops = new ArrayList<>();
        Deque<Open> open = new ArrayDeque<>();
        Token before = null;
        int line = 1;
        int counted = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.is(TokenKind.LINE_END)) {
                line += newlines(code, counted, token.start());
                counted = token.start();
                Token after = i + 1 < tokens.size() ? tokens.get(i + 1) : null;
                int end = end(before, after, open.peek());
                if (end >= 0) {
                    stops.add(stop(line, end, open));
                }
                continue;
            }
            if (token.is(TokenKind.OPEN)) {
                line += newlines(code, counted, token.start());
                counted = token.start();
                int column = token.start() - code.lastIndexOf('\n', token.start());
                open.push(new Open(token.text(), line, column, closing(token, before)));
            } else if (token.is(TokenKind.CLOSE) && !open.isEmpty()) {
                open.pop();
            }
            before = token;
        }
        stops.add(stop(line + newlines(code, counted, code.length()), code.length(), open));
        return stops;
    }

    private static int newlines(String code, int from, int to) {
        return (int) code.substring(from, to).chars().filter(c -> c == '\n').count();
    }

    private static Stop stop(int line, int end, Deque<Open> open) {
        StringBuilder closing = new StringBuilder("\n");
        open.forEach(one -> closing.append(one.closing()));
        Open around = open.peek();
        boolean whole = around == null || around.bracket().endsWith("{");
        return new Stop(line, end, whole, around, closing.toString());
    }

    private static String closing(Token bracket, Token before) {
        return switch (bracket.text()) {
            case "(" -> ")";
            case "[" -> "]";
            default -> {
                boolean named = before != null && before.is(TokenKind.NAME);
                yield named && before.text().equals("try")
                        ? "} finally {}"
                        : named && before.text().equals("do") ? "} while (false)" : "}";
            }
        };
    }

    /** The place in a line where the text may end; -1 for none. In a call or a list that is the end of an element. */
    private static int end(Token before, Token after, Open around) {
        if (before == null) {
            return -1;
        }
        if (around != null && !around.bracket().endsWith("{")) {
            return before.is(TokenKind.COMMA) ? before.start() : -1;
        }
        boolean wantsMore = before.is(TokenKind.OPERATOR) && !before.text().equals("->")
                || before.is(TokenKind.COMMA)
                || before.is(TokenKind.COLON)
                || before.is(TokenKind.DOT);
        boolean continued = after != null
                && (after.is(TokenKind.DOT)
                        || after.is(TokenKind.OPERATOR)
                        || after.is(TokenKind.COLON)
                        || after.is(TokenKind.NAME) && CONTINUED_BY.contains(after.text()));
        return wantsMore || continued ? -1 : before.end();
    }
}
