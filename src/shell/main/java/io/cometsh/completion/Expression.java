package io.cometsh.completion;

import io.cometsh.completion.Call.CallArgument;
import io.cometsh.lang.Token;
import io.cometsh.lang.Token.TokenKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * The chain before a dot: {@code api.getExperiments("demo")[0]} is the variable {@code api}, a call and an index.
 *
 * @param root what the chain begins with
 * @param name the variable's or function's name, the class after {@code new}, or a literal's value; null for what cannot
 *     be known from the text
 * @param arguments of a function
 * @param steps what follows, left to right
 */
record Expression(Root root, String name, List<CallArgument> arguments, List<Step> steps) {
    enum Root {
        VARIABLE,
        FUNCTION,
        NEW,
        TEXT,
        LIST,
        MAP,
        NUMBER,
        UNKNOWN
    }

    enum Move {
        PROPERTY,
        CALL,
        INDEX
    }

    /**
     * One step of the chain.
     *
     * @param name the member's name; of an index its text when it is a literal, else null
     * @param spread whether the dot was a {@code *.}
     * @param arguments of a call
     */
    record Step(Move move, String name, boolean spread, List<CallArgument> arguments) {}

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
        arguments = List.copyOf(arguments);
        steps = List.copyOf(steps);
    }

    static Expression unknown() {
        return new Expression(Root.UNKNOWN, null, List.of(), List.of());
    }

    static Expression variable(String name) {
        return new Expression(Root.VARIABLE, name, List.of(), List.of());
    }

    /** The calls in the chain, the last one first. */
    List<Call> calls() {
        List<Call> calls = new ArrayList<>();
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step step = steps.get(i);
            if (step.move() == Move.CALL) {
                calls.add(new Call(
                        new Expression(root, name, arguments, steps.subList(0, i)), step.name(), step.arguments()));
            }
        }
        if (root == Root.FUNCTION) {
            calls.add(new Call(null, name, arguments));
        }
        return calls;
    }

    /** The chain whose last token is at {@code last}. */
    static Expression endingAt(List<Token> tokens, int last) {
        List<Step> steps = new ArrayList<>();
        int at = last;
        while (at >= 0) {
            Token token = tokens.get(at);
            if (token.is(TokenKind.TEXT)) {
                return done(Root.TEXT, token.text(), List.of(), steps);
            }
            if (token.is(TokenKind.NUMBER)) {
                return done(Root.NUMBER, token.text(), List.of(), steps);
            }
            if (token.is(TokenKind.CLOSE, "]")) {
                int open = opening(tokens, at);
                if (open < 1 || !endsAValue(tokens.get(open - 1))) {
                    return open < 0
                            ? unknown()
                            : done(isMap(tokens, open, at) ? Root.MAP : Root.LIST, null, List.of(), steps);
                }
                boolean plain = at == open + 2
                        && (tokens.get(open + 1).is(TokenKind.TEXT)
                                || tokens.get(open + 1).is(TokenKind.NUMBER));
                steps.add(new Step(Move.INDEX, plain ? tokens.get(open + 1).text() : null, false, List.of()));
                at = open - 1;
                continue;
            }
            List<CallArgument> arguments = null;
            while (token.is(TokenKind.CLOSE, "}") || token.is(TokenKind.CLOSE, ")")) {
                int open = opening(tokens, at);
                if (open < 0) {
                    return unknown();
                }
                boolean callee = open > 0
                        && (isCallee(tokens.get(open - 1))
                                || tokens.get(open - 1).is(TokenKind.CLOSE, ")"));
                if (!callee) {
                    return token.is(TokenKind.CLOSE, ")") ? bracketed(tokens.subList(open + 1, at), steps) : unknown();
                }
                arguments =
                        token.is(TokenKind.CLOSE, ")") ? Call.arguments(tokens.subList(0, at), open + 1) : List.of();
                at = open - 1;
                token = tokens.get(at);
            }
            if (!token.is(TokenKind.NAME) || KEYWORDS.contains(token.text())) {
                return unknown();
            }
            boolean called = arguments != null;
            if (at >= 2 && tokens.get(at - 1).is(TokenKind.DOT)) {
                boolean spread = tokens.get(at - 1).text().equals("*.");
                steps.add(new Step(
                        called ? Move.CALL : Move.PROPERTY, token.text(), spread, called ? arguments : List.of()));
                at -= 2;
                while (at >= 0 && tokens.get(at).is(TokenKind.LINE_END)) {
                    at--;
                }
                continue;
            }
            boolean made = at >= 1 && tokens.get(at - 1).is(TokenKind.NAME, "new");
            Root root = made ? Root.NEW : called ? Root.FUNCTION : Root.VARIABLE;
            return done(root, token.text(), called ? arguments : List.of(), steps);
        }
        return unknown();
    }

    /** A chain in parentheses is that chain. */
    private static Expression bracketed(List<Token> inside, List<Step> reversed) {
        Expression chain = whole(inside);
        List<Step> steps = new ArrayList<>(reversed);
        steps.addAll(chain.reversedSteps());
        return done(chain.root(), chain.name(), chain.arguments(), steps);
    }

    private List<Step> reversedSteps() {
        List<Step> reversed = new ArrayList<>(steps);
        Collections.reverse(reversed);
        return reversed;
    }

    /** The chain that all the tokens make; {@code a + b} and a cast are not known. */
    static Expression whole(List<Token> tokens) {
        int depth = 0;
        for (Token token : tokens) {
            depth += token.is(TokenKind.OPEN) ? 1 : token.is(TokenKind.CLOSE) ? -1 : 0;
            boolean joins = token.is(TokenKind.OPERATOR) || token.is(TokenKind.COMMA);
            boolean other = isKeyword(token) && !token.is(TokenKind.NAME, "new");
            if (depth == 0 && (joins || other)) {
                return unknown();
            }
        }
        return endingAt(tokens, tokens.size() - 1);
    }

    static boolean isCallee(Token token) {
        return token.is(TokenKind.NAME) && !KEYWORDS.contains(token.text());
    }

    private static boolean isKeyword(Token token) {
        return token.is(TokenKind.NAME) && KEYWORDS.contains(token.text());
    }

    private static boolean isMap(List<Token> tokens, int open, int close) {
        return close > open + 1 && tokens.get(open + 1).is(TokenKind.COLON)
                || close > open + 2 && tokens.get(open + 2).is(TokenKind.COLON);
    }

    static boolean endsAValue(Token token) {
        return token.is(TokenKind.NAME) && !KEYWORDS.contains(token.text())
                || token.is(TokenKind.CLOSE)
                || token.is(TokenKind.TEXT);
    }

    private static Expression done(Root root, String name, List<CallArgument> arguments, List<Step> reversed) {
        List<Step> steps = new ArrayList<>(reversed);
        Collections.reverse(steps);
        return new Expression(root, name, arguments, steps);
    }

    /** The index of the bracket that the one at {@code close} closes; -1 when there is none. */
    static int opening(List<Token> tokens, int close) {
        int depth = 0;
        for (int i = close; i >= 0; i--) {
            Token token = tokens.get(i);
            depth += token.is(TokenKind.CLOSE) ? 1 : token.is(TokenKind.OPEN) ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }
}
