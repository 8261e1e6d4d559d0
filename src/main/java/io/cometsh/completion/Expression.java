package io.cometsh.completion;

import io.cometsh.completion.Token.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * The chain before a dot: {@code api.getExperiments("demo")[0]} is the variable {@code api}, a call and an index.
 *
 * @param root what the chain begins with
 * @param name the variable's or function's name, or a literal's value; null for what cannot be known from the text
 * @param steps what follows, left to right
 */
record Expression(Root root, String name, List<Step> steps) {
    enum Root {
        VARIABLE,
        FUNCTION,
        TEXT,
        LIST,
        UNKNOWN
    }

    enum Move {
        PROPERTY,
        CALL,
        INDEX
    }

    record Step(Move move, String name) {}

    static final Set<String> KEYWORDS = Set.of(
            "if",
            "while",
            "for",
            "switch",
            "catch",
            "return",
            "in",
            "assert",
            "def",
            "new",
            "case",
            "else",
            "throw",
            "var",
            "import",
            "instanceof",
            "as");

    Expression {
        steps = List.copyOf(steps);
    }

    static Expression unknown() {
        return new Expression(Root.UNKNOWN, null, List.of());
    }

    /** The chain whose last token is at {@code last}. */
    static Expression endingAt(List<Token> tokens, int last) {
        List<Step> steps = new ArrayList<>();
        int at = last;
        while (at >= 0) {
            Token token = tokens.get(at);
            boolean called = false;
            if (token.is(Kind.TEXT)) {
                return done(Root.TEXT, token.text(), steps);
            }
            while (token.is(Kind.CLOSE, "}") || token.is(Kind.CLOSE, ")")) {
                at = opening(tokens, at) - 1;
                if (at < 0) {
                    return unknown();
                }
                called = true;
                token = tokens.get(at);
            }
            if (called && !token.is(Kind.NAME)) {
                return unknown();
            }
            if (token.is(Kind.CLOSE, "]")) {
                at = opening(tokens, at) - 1;
                if (at < 0 || !endsAValue(tokens.get(at))) {
                    return at < -1 ? unknown() : done(Root.LIST, null, steps);
                }
                steps.add(new Step(Move.INDEX, null));
                continue;
            }
            if (!token.is(Kind.NAME) || KEYWORDS.contains(token.text())) {
                return unknown();
            }
            if (at >= 2 && tokens.get(at - 1).is(Kind.DOT)) {
                steps.add(new Step(called ? Move.CALL : Move.PROPERTY, token.text()));
                at -= 2;
                while (at >= 0 && tokens.get(at).is(Kind.LINE_END)) {
                    at--;
                }
                continue;
            }
            return done(called ? Root.FUNCTION : Root.VARIABLE, token.text(), steps);
        }
        return unknown();
    }

    private static boolean endsAValue(Token token) {
        return token.is(Kind.NAME) && !KEYWORDS.contains(token.text()) || token.is(Kind.CLOSE) || token.is(Kind.TEXT);
    }

    private static Expression done(Root root, String name, List<Step> reversed) {
        List<Step> steps = new ArrayList<>(reversed);
        Collections.reverse(steps);
        return new Expression(root, name, steps);
    }

    /** The index of the bracket that the one at {@code close} closes; -1 when there is none. */
    static int opening(List<Token> tokens, int close) {
        int depth = 0;
        for (int i = close; i >= 0; i--) {
            Token token = tokens.get(i);
            depth += token.is(Kind.CLOSE) ? 1 : token.is(Kind.OPEN) ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }
}
