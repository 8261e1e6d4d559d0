package io.cometsh.completion;

import io.cometsh.lang.Token;
import io.cometsh.lang.Token.TokenKind;
import java.util.ArrayList;
import java.util.List;

/**
 * A call whose arguments the cursor is in.
 *
 * @param receiver the chain before the dot; null for a plain call such as {@code Metric("loss")}
 * @param name the method's name as typed
 * @param arguments those begun so far; the last one is the cursor's
 */
record Call(Expression receiver, String name, List<CallArgument> arguments) {
    Call {
        arguments = List.copyOf(arguments);
    }

    /**
     * One argument.
     *
     * @param name its name when it was named, else null
     * @param text the value of a literal, else null
     * @param variable the name when the argument is just a variable, else null
     * @param begins whether the cursor's literal begins the argument (so it is not the right side of a plus, for example)
     */
    record CallArgument(String name, String text, String variable, boolean begins) {}

    CallArgument current() {
        return arguments.get(arguments.size() - 1);
    }

    /** The cursor's place among the arguments without a name. */
    int position() {
        int position = -1;
        for (CallArgument argument : arguments) {
            position += argument.name() == null ? 1 : 0;
        }
        return position;
    }

    /** The arguments from {@code from} to the end of the tokens. */
    static List<CallArgument> arguments(List<Token> tokens, int from) {
        List<CallArgument> arguments = new ArrayList<>();
        int start = from;
        int depth = 0;
        for (int i = from; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += token.is(TokenKind.OPEN) ? 1 : token.is(TokenKind.CLOSE) ? -1 : 0;
            if (depth == 0 && token.is(TokenKind.COMMA)) {
                arguments.add(argument(tokens.subList(start, i)));
                start = i + 1;
            }
        }
        arguments.add(argument(tokens.subList(start, tokens.size())));
        return arguments;
    }

    private static CallArgument argument(List<Token> all) {
        List<Token> tokens =
                all.stream().filter(token -> !token.is(TokenKind.LINE_END)).toList();
        boolean named = tokens.size() >= 2
                && (tokens.get(1).is(TokenKind.COLON) || isAssigned(tokens))
                && (tokens.get(0).is(TokenKind.NAME) || tokens.get(0).is(TokenKind.TEXT));
        String name = named ? tokens.get(0).text() : null;
        List<Token> value = named ? tokens.subList(2, tokens.size()) : tokens;
        if (value.size() == 1) {
            Token only = value.get(0);
            return new CallArgument(
                    name,
                    only.is(TokenKind.TEXT) ? only.text() : null,
                    only.is(TokenKind.NAME) ? only.text() : null,
                    only.is(TokenKind.OPEN_TEXT));
        }
        // In a list of texts each one starts again: getMetrics(["loss", "ac.
        boolean inList = !value.isEmpty()
                && value.get(0).is(TokenKind.OPEN, "[")
                && value.get(value.size() - 1).is(TokenKind.OPEN_TEXT)
                && (value.size() == 2 || value.get(value.size() - 2).is(TokenKind.COMMA));
        return new CallArgument(name, null, null, inList);
    }

    /** {@code name=value} is Python's {@code name: value}; {@code name == value} is not. */
    private static boolean isAssigned(List<Token> tokens) {
        return tokens.get(1).is(TokenKind.OPERATOR, "=")
                && !(tokens.size() > 2 && tokens.get(2).is(TokenKind.OPERATOR, "="));
    }
}
