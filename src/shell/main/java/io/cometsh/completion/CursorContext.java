package io.cometsh.completion;

import io.cometsh.lang.Token;
import io.cometsh.lang.Token.TokenKind;
import io.cometsh.lang.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the cursor is, as far as the text before it shows. */
sealed interface CursorContext {
    /** The part of the word that is already there, as typed. */
    String prefix();

    /**
     * Inside a string literal.
     *
     * @param prefix the literal so far, as typed
     * @param quote what opened it
     * @param calls the calls around it, innermost first
     * @param compared what the literal is compared with, as in {@code Parameter("optimizer") == "}; else null
     * @param indexed what the literal is the index of, as in {@code params["}; else null
     */
    record InLiteral(
            String prefix, String quote, List<Call> calls, Expression compared, Expression indexed, Locals locals)
            implements CursorContext {}

    /** After a dot. */
    record Member(String prefix, Expression receiver, List<Call> calls, Locals locals) implements CursorContext {}

    /**
     * At a plain name, or where one may begin.
     *
     * @param keyword {@code new} or {@code import} when that precedes it, else empty
     * @param compared what is compared with what begins here, or null
     */
    record PlainName(String prefix, String keyword, List<Call> calls, Expression compared, Locals locals)
            implements CursorContext {}

    /** A name with dots after {@code import}. */
    record Import(String prefix, boolean ofStatic) implements CursorContext {}

    /**
     * In a line that begins with a colon.
     *
     * @param words those before the cursor's, without their quotes, the command first
     * @param quote what opened the cursor's word; empty for nothing
     */
    record ShellCommand(String prefix, List<String> words, String quote) implements CursorContext {
        public ShellCommand {
            words = List.copyOf(words);
        }
    }

    /** Where nothing can be offered, as in a comment or a number, or directly after a text; in a comment there is no call. */
    record Nowhere(List<Call> calls, Locals locals) implements CursorContext {
        @Override
        public String prefix() {
            return "";
        }
    }

    /** Reads the place from all the text before the cursor. */
    static CursorContext at(String before) {
        if (before.stripLeading().startsWith(":")) {
            return command(before);
        }
        if (before.stripLeading().startsWith("?")) {
            // The short form of the command.
            return command(":doc " + before.stripLeading().substring(1).stripLeading());
        }
        Matcher imported = IMPORT.matcher(before);
        if (imported.find()) {
            return new Import(imported.group(2), imported.group(1) != null);
        }
        Tokens.Result scanned = Tokens.of(before);
        List<Token> tokens = scanned.tokens();
        if (scanned.inComment()) {
            return new Nowhere(List.of(), Locals.NONE);
        }
        if (tokens.isEmpty()) {
            return new PlainName("", "", List.of(), null, Locals.NONE);
        }
        int end = tokens.size() - 1;
        Token last = tokens.get(end);
        Locals locals = Locals.of(tokens);
        if (last.is(TokenKind.OPEN_TEXT)) {
            return new InLiteral(
                    last.text(), last.quote(), calls(tokens), compared(tokens, end), indexed(tokens, end), locals);
        }
        boolean touching = last.end() == before.length();
        if (touching && last.is(TokenKind.NUMBER) && compared(tokens, end) != null) {
            return new PlainName(last.text(), "", calls(tokens), compared(tokens, end), locals);
        }
        if (touching && (last.is(TokenKind.NUMBER) || last.is(TokenKind.TEXT) || last.is(TokenKind.CLOSE))) {
            return new Nowhere(calls(tokens), locals);
        }
        String prefix = touching && last.is(TokenKind.NAME) ? last.text() : "";
        int previous = prefix.isEmpty() ? end : end - 1;
        if (previous >= 0 && tokens.get(previous).is(TokenKind.DOT)) {
            int receiver = previous - 1;
            while (receiver >= 0 && tokens.get(receiver).is(TokenKind.LINE_END)) {
                receiver--;
            }
            return new Member(prefix, Expression.endingAt(tokens, receiver), calls(tokens), locals);
        }
        String keyword = previous >= 0 && tokens.get(previous).is(TokenKind.NAME, "new") ? "new" : "";
        return new PlainName(prefix, keyword, calls(tokens), compared(tokens, previous + 1), locals);
    }

    /** An import at the beginning of the last line. */
    Pattern IMPORT = Pattern.compile("(?:^|[\\n;])[ \\t]*import[ \\t]+(static[ \\t]+)?([\\w.]*)$");

    /** What the value at this token is compared with, by an operator or by {@code in [}; null for anything else. */
    private static Expression compared(List<Token> tokens, int value) {
        int at = value - 1;
        if (at >= 0 && (tokens.get(at).is(TokenKind.OPEN, "[") || tokens.get(at).is(TokenKind.COMMA))) {
            List<Integer> open = unclosed(tokens.subList(0, value));
            int bracket = open.isEmpty() ? -1 : open.get(open.size() - 1);
            if (bracket < 1
                    || !tokens.get(bracket).is(TokenKind.OPEN, "[")
                    || !tokens.get(bracket - 1).is(TokenKind.NAME, "in")) {
                return null;
            }
            at = bracket - 2;
            if (at >= 0 && tokens.get(at).is(TokenKind.OPERATOR, "!")) {
                at--;
            }
            return Expression.endingAt(tokens, at);
        }
        StringBuilder operator = new StringBuilder();
        while (at >= 0 && tokens.get(at).is(TokenKind.OPERATOR)) {
            operator.insert(0, tokens.get(at).text());
            at--;
        }
        return COMPARISONS.contains(operator.toString()) ? Expression.endingAt(tokens, at) : null;
    }

    /** What the literal at this token is the only index of; null for anything else. */
    private static Expression indexed(List<Token> tokens, int literal) {
        boolean index = literal >= 2
                && tokens.get(literal - 1).is(TokenKind.OPEN, "[")
                && Expression.endsAValue(tokens.get(literal - 2))
                && tokens.get(literal - 2).end() == tokens.get(literal - 1).start();
        return index ? Expression.endingAt(tokens, literal - 2) : null;
    }

    Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");

    private static CursorContext command(String before) {
        List<String> words = new ArrayList<>();
        int at = before.length() - before.stripLeading().length();
        while (true) {
            while (at < before.length() && Character.isWhitespace(before.charAt(at))) {
                at++;
            }
            if (at == before.length()) {
                return new ShellCommand("", words, "");
            }
            char first = before.charAt(at);
            boolean quoted = !words.isEmpty() && (first == '"' || first == '\'');
            int start = quoted ? at + 1 : at;
            int end = start;
            while (end < before.length()
                    && (quoted ? before.charAt(end) != first : !Character.isWhitespace(before.charAt(end)))) {
                end++;
            }
            if (end == before.length()) {
                return new ShellCommand(before.substring(start), words, quoted ? String.valueOf(first) : "");
            }
            words.add(before.substring(start, end));
            at = quoted ? end + 1 : end;
        }
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
            if (i >= 0
                    && tokens.get(from - 1).is(TokenKind.OPEN, "(")
                    && from >= 2
                    && Expression.isCallee(tokens.get(from - 2))) {
                calls.add(new Call(
                        receiver(tokens, from - 2), tokens.get(from - 2).text(), Call.arguments(tokens, from)));
            }
        }
        return List.copyOf(calls);
    }

    /** The calls around the end of the text, innermost first. */
    static List<Call> callsAround(String before) {
        return calls(Tokens.of(before).tokens());
    }

    /** All calls of a text whose arguments it closes, in the order in which they end; for the text of earlier inputs. */
    static List<Call> finishedCalls(String text) {
        List<Token> tokens = Tokens.of(text).tokens();
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).is(TokenKind.CLOSE, ")")) {
                int open = Expression.opening(tokens.subList(0, i + 1), i);
                if (open >= 1 && Expression.isCallee(tokens.get(open - 1))) {
                    calls.add(new Call(
                            receiver(tokens, open - 1),
                            tokens.get(open - 1).text(),
                            Call.arguments(tokens.subList(0, i), open + 1)));
                }
            }
        }
        return List.copyOf(calls);
    }

    private static Expression receiver(List<Token> tokens, int name) {
        return name >= 2 && tokens.get(name - 1).is(TokenKind.DOT) ? Expression.endingAt(tokens, name - 2) : null;
    }

    /** The brackets that are open at the end, the outermost first. */
    static List<Integer> unclosed(List<Token> tokens) {
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).is(TokenKind.OPEN)) {
                open.add(i);
            } else if (tokens.get(i).is(TokenKind.CLOSE) && !open.isEmpty()) {
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
            depth += token.is(TokenKind.OPEN) ? 1 : token.is(TokenKind.CLOSE) ? -1 : 0;
            boolean ends = token.is(TokenKind.LINE_END)
                    || token.is(TokenKind.OPERATOR, ";")
                    || token.is(TokenKind.OPERATOR, "=")
                    || token.is(TokenKind.OPERATOR, "->")
                    || token.is(TokenKind.NAME, "return");
            if (depth == 0 && ends) {
                start = i + 1;
            }
        }
        int at = start;
        if (at >= to || !Expression.isCallee(tokens.get(at))) {
            return null;
        }
        while (at + 2 < to
                && tokens.get(at + 1).is(TokenKind.DOT)
                && tokens.get(at + 2).is(TokenKind.NAME)) {
            at += 2;
        }
        boolean argumentFollows = at + 1 < to
                && (tokens.get(at + 1).is(TokenKind.OPEN_TEXT)
                        || tokens.get(at + 1).is(TokenKind.TEXT)
                        || tokens.get(at + 1).is(TokenKind.NAME));
        if (!argumentFollows || tokens.get(at + 1).start() == tokens.get(at).end()) {
            return null;
        }
        return new Call(receiver(tokens, at), tokens.get(at).text(), Call.arguments(tokens, at + 1));
    }
}
