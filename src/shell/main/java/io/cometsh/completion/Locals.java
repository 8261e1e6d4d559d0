package io.cometsh.completion;

import io.cometsh.lang.Token;
import io.cometsh.lang.Token.TokenKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the text before the cursor shows about names that are not variables of the session yet: parameters of the closures
 * around the cursor, {@code it} among them, variables of a loop, and what is assigned in the same text.
 */
final class Locals {
    static final Locals NONE = new Locals(List.of());

    /**
     * Where a name has its value from.
     *
     * @param from the expression
     * @param element whether it is an element of what the expression gives, as in {@code list.each { it }}
     */
    record Local(Expression from, boolean element) {}

    private final List<Token> tokens;
    private Map<String, Local> byName;

    private Locals(List<Token> tokens) {
        this.tokens = tokens;
    }

    static Locals of(List<Token> tokens) {
        return new Locals(tokens);
    }

    /** Null when the text does not show it. */
    Local get(String name) {
        return all().get(name);
    }

    Map<String, Local> all() {
        if (byName == null) {
            byName = new HashMap<>();
            assignments();
            loops();
            closures();
        }
        return byName;
    }

    /** {@code name = chain}, up to the end of the statement. */
    private void assignments() {
        for (int i = 1; i < tokens.size(); i++) {
            boolean assigns = tokens.get(i).is(TokenKind.OPERATOR, "=")
                    && tokens.get(i - 1).is(TokenKind.NAME)
                    && (i < 2 || !tokens.get(i - 2).is(TokenKind.DOT))
                    && (i + 1 >= tokens.size() || !tokens.get(i + 1).is(TokenKind.OPERATOR));
            if (!assigns) {
                continue;
            }
            int end = i + 1;
            int depth = 0;
            while (end < tokens.size()) {
                Token token = tokens.get(end);
                depth += token.is(TokenKind.OPEN) ? 1 : token.is(TokenKind.CLOSE) ? -1 : 0;
                if (depth < 0 || depth == 0 && (token.is(TokenKind.LINE_END) || token.is(TokenKind.OPERATOR, ";"))) {
                    break;
                }
                end++;
            }
            if (end < tokens.size()) {
                byName.put(tokens.get(i - 1).text(), new Local(Expression.whole(tokens.subList(i + 1, end)), false));
            }
        }
    }

    /** {@code for (name in chain)} and {@code for (Type name : chain)}. */
    private void loops() {
        for (int i = 0; i + 3 < tokens.size(); i++) {
            if (!tokens.get(i).is(TokenKind.NAME, "for") || !tokens.get(i + 1).is(TokenKind.OPEN, "(")) {
                continue;
            }
            for (int at = i + 3; at < Math.min(i + 6, tokens.size()); at++) {
                boolean of = tokens.get(at).is(TokenKind.NAME, "in")
                        || tokens.get(at).is(TokenKind.COLON);
                if (of && tokens.get(at - 1).is(TokenKind.NAME)) {
                    int close = closing(i + 1);
                    byName.put(
                            tokens.get(at - 1).text(),
                            new Local(
                                    Expression.whole(tokens.subList(at + 1, close < 0 ? tokens.size() : close)), true));
                    break;
                }
            }
        }
    }

    private int closing(int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            depth += tokens.get(i).is(TokenKind.OPEN) ? 1 : tokens.get(i).is(TokenKind.CLOSE) ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** The closures around the end, the outer ones first, so that the inner ones have the last word. */
    private void closures() {
        List<Integer> open = CursorContext.unclosed(tokens);
        for (int at : open) {
            if (!tokens.get(at).is(TokenKind.OPEN, "{")) {
                continue;
            }
            int name = at - 1;
            if (name >= 0 && tokens.get(name).is(TokenKind.OPEN, "(")) {
                name--;
            } else if (name >= 0 && tokens.get(name).is(TokenKind.CLOSE, ")")) {
                // list.inject(0) { sum, it -> : the call's other arguments are in parentheses before the closure.
                name = Expression.opening(tokens.subList(0, name + 1), name) - 1;
            }
            boolean member = name >= 2
                    && tokens.get(name).is(TokenKind.NAME)
                    && tokens.get(name - 1).is(TokenKind.DOT);
            if (!member) {
                continue;
            }
            Expression receiver = Expression.endingAt(tokens, name - 2);
            boolean self = tokens.get(name).text().equals("with")
                    || tokens.get(name).text().equals("tap");
            List<String> parameters = parameters(at);
            if (parameters.isEmpty()) {
                byName.put("it", new Local(receiver, !self));
            } else if (parameters.size() == 1 || tokens.get(name).text().equals("eachWithIndex")) {
                byName.put(parameters.get(0), new Local(receiver, !self));
            }
        }
    }

    /** The names before the arrow; empty when there is none. */
    private List<String> parameters(int open) {
        List<String> names = new ArrayList<>();
        for (int i = open + 1; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.is(TokenKind.OPERATOR, "->")) {
                return names;
            }
            boolean ends = i + 1 < tokens.size()
                    && (tokens.get(i + 1).is(TokenKind.COMMA)
                            || tokens.get(i + 1).is(TokenKind.OPERATOR, "->"));
            if (token.is(TokenKind.NAME) && ends) {
                names.add(token.text());
            } else if (!token.is(TokenKind.NAME) && !token.is(TokenKind.COMMA)) {
                return List.of();
            }
        }
        return List.of();
    }
}
