package io.cometsh.completion;

import io.cometsh.completion.Call.Argument;
import io.cometsh.completion.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Where the cursor is, as far as the text before it says. */
sealed interface CursorContext {
    /** The part of the word that is already there, as typed. */
    String prefix();

    /**
     * Inside a string literal.
     *
     * @param prefix the literal so far, as typed
     * @param quote what opened it
     * @param calls the calls around it, innermost first
     */
    record InLiteral(String prefix, String quote, List<Call> calls) implements CursorContext {}

    /** Behind a dot; {@code closureOver} is what a closure around it runs over, else null. */
    record Member(String prefix, Expression receiver, Expression closureOver) implements CursorContext {}

    /** At a plain name, or where one may begin. */
    record PlainName(String prefix, List<Call> calls) implements CursorContext {}

    /** In a line that begins with a colon; {@code words} are those before the cursor's, the command first. */
    record Command(String prefix, List<String> words) implements CursorContext {
        public Command {
            words = List.copyOf(words);
        }
    }

    /** Where nothing can be offered, as in a comment or a number. */
    record Nowhere(String prefix) implements CursorContext {}

    /** Reads the place from all the text before the cursor. */
    static CursorContext at(String before) {
        if (before.stripLeading().startsWith(":")) {
            return command(before);
        }
        Tokens.Result scanned = Tokens.of(before);
        List<Token> tokens = scanned.tokens();
        if (scanned.inComment()) {
            return new Nowhere("");
        }
        if (tokens.isEmpty()) {
            return new PlainName("", List.of());
        }
        int end = tokens.size() - 1;
        Token last = tokens.get(end);
        if (last.is(Kind.OPEN_TEXT)) {
            return new InLiteral(last.text(), last.quote(), calls(tokens));
        }
        boolean touching = last.end() == before.length();
        if (touching && (last.is(Kind.NUMBER) || last.is(Kind.TEXT))) {
            return new Nowhere("");
        }
        String prefix = touching && last.is(Kind.NAME) ? last.text() : "";
        int dot = prefix.isEmpty() ? end : end - 1;
        if (dot >= 0 && tokens.get(dot).is(Kind.DOT)) {
            int receiver = dot - 1;
            while (receiver >= 0 && tokens.get(receiver).is(Kind.LINE_END)) {
                receiver--;
            }
            return new Member(prefix, Expression.endingAt(tokens, receiver), closureOver(tokens));
        }
        return new PlainName(prefix, calls(tokens));
    }

    private static CursorContext command(String before) {
        String[] words = before.stripLeading().split("\\s+", -1);
        return new Command(words[words.length - 1], List.of(words).subList(0, words.length - 1));
    }

    /** What the innermost closure around the end is handed to: {@code list} in {@code list.each { it.}. */
    private static Expression closureOver(List<Token> tokens) {
        List<Integer> open = unclosed(tokens);
        for (int i = open.size() - 1; i >= 0; i--) {
            int at = open.get(i);
            if (tokens.get(at).is(Kind.OPEN, "{")) {
                int name = at - 1;
                if (name >= 0 && tokens.get(name).is(Kind.OPEN, "(")) {
                    name--;
                }
                return name >= 2
                                && tokens.get(name).is(Kind.NAME)
                                && tokens.get(name - 1).is(Kind.DOT)
                        ? Expression.endingAt(tokens, name - 2)
                        : null;
            }
        }
        return null;
    }

    /** The calls around the end of the tokens, innermost first. */
    private static List<Call> calls(List<Token> tokens) {
        List<Call> calls = new ArrayList<>();
        List<Integer> open = unclosed(tokens);
        for (int i = open.size() - 1; i >= -1; i--) {
            int from = i < 0 ? 0 : open.get(i) + 1;
            int to = i + 1 < open.size() ? open.get(i + 1) : tokens.size();
            Call command = commandCall(tokens, from, to);
            if (command != null) {
                calls.add(command);
            }
            if (i >= 0 && tokens.get(from - 1).is(Kind.OPEN, "(") && from >= 2 && isCallee(tokens.get(from - 2))) {
                calls.add(new Call(
                        receiver(tokens, from - 2), tokens.get(from - 2).text(), arguments(tokens, from)));
            }
        }
        return List.copyOf(calls);
    }

    /** All calls of a text whose arguments it closes, in the order in which they end; for what was asked before. */
    static List<Call> finishedCalls(String text) {
        List<Token> tokens = Tokens.of(text).tokens();
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).is(Kind.CLOSE, ")")) {
                int open = Expression.opening(tokens.subList(0, i + 1), i);
                if (open >= 1 && isCallee(tokens.get(open - 1))) {
                    calls.add(new Call(
                            receiver(tokens, open - 1),
                            tokens.get(open - 1).text(),
                            arguments(tokens.subList(0, i), open + 1)));
                }
            }
        }
        return List.copyOf(calls);
    }

    private static Expression receiver(List<Token> tokens, int name) {
        return name >= 2 && tokens.get(name - 1).is(Kind.DOT) ? Expression.endingAt(tokens, name - 2) : null;
    }

    private static boolean isCallee(Token token) {
        return token.is(Kind.NAME) && !Expression.KEYWORDS.contains(token.text());
    }

    private static List<Integer> unclosed(List<Token> tokens) {
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).is(Kind.OPEN)) {
                open.add(i);
            } else if (tokens.get(i).is(Kind.CLOSE) && !open.isEmpty()) {
                open.remove(open.size() - 1);
            }
        }
        return open;
    }

    /** The call without parentheses in which the tokens end, such as {@code api.getProjects 'demo', '}; else null. */
    private static Call commandCall(List<Token> tokens, int from, int to) {
        int start = from;
        int depth = 0;
        for (int i = from; i < to; i++) {
            Token token = tokens.get(i);
            depth += token.is(Kind.OPEN) ? 1 : token.is(Kind.CLOSE) ? -1 : 0;
            boolean ends = token.is(Kind.LINE_END)
                    || token.is(Kind.OPERATOR, ";")
                    || token.is(Kind.OPERATOR, "=")
                    || token.is(Kind.OPERATOR, "->")
                    || token.is(Kind.NAME, "return");
            if (depth == 0 && ends) {
                start = i + 1;
            }
        }
        int at = start;
        if (at >= to || !isCallee(tokens.get(at))) {
            return null;
        }
        while (at + 2 < to
                && tokens.get(at + 1).is(Kind.DOT)
                && tokens.get(at + 2).is(Kind.NAME)) {
            at += 2;
        }
        boolean argumentFollows = at + 1 < to
                && (tokens.get(at + 1).is(Kind.OPEN_TEXT)
                        || tokens.get(at + 1).is(Kind.TEXT)
                        || tokens.get(at + 1).is(Kind.NAME));
        if (!argumentFollows || tokens.get(at + 1).start() == tokens.get(at).end()) {
            return null;
        }
        return new Call(receiver(tokens, at), tokens.get(at).text(), arguments(tokens, at + 1));
    }

    private static List<Argument> arguments(List<Token> tokens, int from) {
        List<Argument> arguments = new ArrayList<>();
        int start = from;
        int depth = 0;
        for (int i = from; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += token.is(Kind.OPEN) ? 1 : token.is(Kind.CLOSE) ? -1 : 0;
            if (depth == 0 && token.is(Kind.COMMA)) {
                arguments.add(argument(tokens.subList(start, i)));
                start = i + 1;
            }
        }
        arguments.add(argument(tokens.subList(start, tokens.size())));
        return arguments;
    }

    private static Argument argument(List<Token> all) {
        List<Token> tokens =
                all.stream().filter(token -> !token.is(Kind.LINE_END)).toList();
        boolean named = tokens.size() >= 2
                && tokens.get(1).is(Kind.COLON)
                && (tokens.get(0).is(Kind.NAME) || tokens.get(0).is(Kind.TEXT));
        String name = named ? tokens.get(0).text() : null;
        List<Token> value = named ? tokens.subList(2, tokens.size()) : tokens;
        if (value.size() == 1) {
            Token only = value.get(0);
            return new Argument(
                    name,
                    only.is(Kind.TEXT) ? only.text() : null,
                    only.is(Kind.NAME) ? only.text() : null,
                    only.is(Kind.OPEN_TEXT));
        }
        // In a list of texts each one begins anew: getMetrics(["loss", "ac.
        boolean inList = !value.isEmpty()
                && value.get(0).is(Kind.OPEN, "[")
                && value.get(value.size() - 1).is(Kind.OPEN_TEXT)
                && (value.size() == 2 || value.get(value.size() - 2).is(Kind.COMMA));
        return new Argument(name, null, null, inList);
    }
}
