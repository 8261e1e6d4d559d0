package io.cometsh.lang;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of the user's text that was null, where Groovy only reports that something was.
 *
 * @param text as the user wrote it: {@code exp.foo}
 * @param column where its last word begins in the line, from 1
 * @param sentence what could not be done with it
 */
record NullReceiver(String text, int column, String sentence) {
    private static final Pattern PROPERTY = Pattern.compile("Cannot (get|set) property '(.+)' on null object");
    private static final Pattern METHOD = Pattern.compile("Cannot invoke method (\\w+)\\(\\) on null object");
    private static final Pattern SUM = Pattern.compile("(?s)Cannot execute null\\+.*");
    private static final Map<String, String> OPERATORS = Map.of(
            "plus",
            "+",
            "minus",
            "-",
            "multiply",
            "*",
            "div",
            "/",
            "remainder",
            "%",
            "mod",
            "%",
            "power",
            "**",
            "leftShift",
            "<<");

    /** Empty when the failure is another one, or the line does not tell which of several parts it was. */
    static Optional<NullReceiver> of(Throwable thrown, String line) {
        String message = thrown instanceof NullPointerException ? String.valueOf(thrown.getMessage()) : "";
        Matcher property = PROPERTY.matcher(message);
        if (property.matches()) {
            String name = property.group(2);
            String what = property.group(1).equals("get") ? "it has no `" + name + "`" : "no `" + name + "` can be set";
            return before(
                    line, "\\.\\s*@?" + Pattern.quote(name) + "(?![\\w$])", what + "; write ?. where it may be null");
        }
        Matcher method = METHOD.matcher(message);
        if (!method.matches()) {
            return SUM.matcher(message).matches()
                    ? before(line, "\\+", "nothing can be added to it")
                    : Optional.empty();
        }
        String name = method.group(1);
        if (name.equals("getAt") || name.equals("putAt")) {
            return before(line, "\\[", "it has no elements; write ?[ where it may be null");
        }
        if (OPERATORS.containsKey(name)) {
            String sign = OPERATORS.get(name);
            Optional<NullReceiver> sum = before(line, Pattern.quote(sign), "it has no " + sign);
            if (sum.isPresent()) {
                return sum;
            }
        }
        return before(
                line,
                "\\.\\s*" + Pattern.quote(name) + "(?![\\w$])",
                name + "() cannot be called on it; write ?. where it may be null");
    }

    private static Optional<NullReceiver> before(String line, String mark, String what) {
        Matcher matcher = Pattern.compile(mark).matcher(line);
        int end = -1;
        while (matcher.find()) {
            if (receiver(line, matcher.start()) < matcher.start()) {
                if (end >= 0) {
                    return Optional.empty();
                }
                end = matcher.start();
            }
        }
        if (end < 0) {
            return Optional.empty();
        }
        String text = line.substring(receiver(line, end), end).strip();
        int last = Math.max(text.lastIndexOf('.'), -1) + 1;
        int column = line.lastIndexOf(text, end) + (text.endsWith(")") || text.endsWith("]") ? 0 : last) + 1;
        return Optional.of(new NullReceiver(text, column, "`" + text + "` is null: " + what));
    }

    /** Where the chain of members begins that ends here; {@code end} itself when none does. */
    private static int receiver(String line, int end) {
        int at = skipBlanks(line, end);
        if (at > 0 && line.charAt(at - 1) == '?') {
            // The receiver of ?. can be null.
            return end;
        }
        int begin = end;
        while (at > 0) {
            char last = line.charAt(at - 1);
            if (last == ')' || last == ']') {
                at = Tokens.opening(line, at - 1);
                if (at < 0) {
                    return end;
                }
            } else if (Character.isJavaIdentifierPart(last)) {
                while (at > 0 && Character.isJavaIdentifierPart(line.charAt(at - 1))) {
                    at--;
                }
                begin = at;
                int dot = skipBlanks(line, at);
                if (dot == 0 || line.charAt(dot - 1) != '.') {
                    return begin;
                }
                at = dot - 1;
                if (at > 0 && (line.charAt(at - 1) == '?' || line.charAt(at - 1) == '*')) {
                    at--;
                }
                continue;
            } else {
                return begin;
            }
            begin = at;
        }
        return begin;
    }

    private static int skipBlanks(String line, int from) {
        int at = from;
        while (at > 0 && Character.isWhitespace(line.charAt(at - 1))) {
            at--;
        }
        return at;
    }
}
