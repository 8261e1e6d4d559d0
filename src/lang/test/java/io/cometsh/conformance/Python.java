package io.cometsh.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Reads a recorded call, {@code model.find_versions("1.", tag="best")}: just as much of Python as the recordings have. */
final class Python {
    private static final Map<String, Object> CONSTANTS = new LinkedHashMap<>();

    static {
        CONSTANTS.put("K1", "a1".repeat(16));
        CONSTANTS.put("K2", "b2".repeat(16));
        CONSTANTS.put("K3", "c3".repeat(16));
        CONSTANTS.put("KARCH", "d4".repeat(16));
        CONSTANTS.put("P1", "proj-id-0001");
        CONSTANTS.put("P2", "proj-id-0002");
        CONSTANTS.put("KEY", "aaaaaaaa0123456789abcdef01234567");
        CONSTANTS.put("None", null);
        CONSTANTS.put("True", true);
        CONSTANTS.put("False", false);
    }

    /** An argument as it is written, and its value; {@link Code} when it is an expression of the query language. */
    record Argument(String text, Object value) {}

    /** What is not a value but is to be evaluated: {@code Metric('acc') > 0.9}. */
    record Code(String text) {}

    /** A name, or a call of the name; {@code receiver} is the call before the last dot when there is one. */
    record Call(Call receiver, String name, List<Argument> arguments, Map<String, Argument> named) {
        /** How the translator knows it: {@code artifact.get_asset().download}. */
        String path() {
            return receiver == null ? name : receiver.path() + "()." + name;
        }

        /** The first name of all: the handle that the call is made on. */
        String handle() {
            return receiver == null ? name.replaceFirst("\\..*", "") : receiver.handle();
        }

        Object named(String argument) {
            return named.containsKey(argument) ? named.get(argument).value() : null;
        }
    }

    private final String text;
    private int at;

    private Python(String text) {
        this.text = text;
    }

    /** The call that a text is; one without arguments whose name is the whole text when it is something else. */
    static Call call(String text) {
        Python python = new Python(text.replaceFirst("^\\w+ = ", ""));
        try {
            Call call = python.chain();
            if (python.atEnd()) {
                return call;
            }
        } catch (Unexpected e) {
            // It is something else then.
        }
        return new Call(null, text, List.of(), Map.of());
    }

    private Object value() {
        Object value = term();
        while (true) {
            if (skip('*')) {
                value = value.toString().repeat((Integer) term());
            } else if (skip('+')) {
                value = value + String.valueOf(term());
            } else {
                return value;
            }
        }
    }

    private Object term() {
        char c = peek();
        if (c == '"' || c == '\'') {
            return string(c);
        }
        if (c == '[' && text.startsWith("['k%d' % i for i in range(101)]", at)) {
            at = text.indexOf(']', at) + 1;
            return IntStream.range(0, 101).mapToObj(i -> "k" + i).toList();
        }
        if (c == '[') {
            return list('[', ']');
        }
        if (c == '(') {
            return list('(', ')');
        }
        if (c == '{') {
            return dict();
        }
        if (Character.isDigit(c) || c == '-') {
            return number();
        }
        if (Character.isJavaIdentifierStart(c)) {
            return constant(chain());
        }
        throw new Unexpected();
    }

    private static Object constant(Call call) {
        if (call.receiver() == null && CONSTANTS.containsKey(call.name())) {
            return CONSTANTS.get(call.name());
        }
        if (call.name().equals("float")) {
            String number = (String) call.arguments().get(0).value();
            return number.equals("nan") ? Double.NaN : Double.POSITIVE_INFINITY;
        }
        return call;
    }

    private Call chain() {
        Call call = null;
        boolean called;
        do {
            String name = name();
            List<Argument> arguments = new ArrayList<>();
            Map<String, Argument> named = new LinkedHashMap<>();
            called = skip('(');
            while (called && !skip(')')) {
                argument(arguments, named);
                skip(',');
            }
            call = new Call(call, name, arguments, named);
        } while (called && skip('.'));
        return call;
    }

    private void argument(List<Argument> arguments, Map<String, Argument> named) {
        peek();
        int start = at;
        if (Character.isJavaIdentifierStart(text.charAt(at))) {
            String name = name();
            if (skip('=') && text.charAt(at) != '=') {
                named.put(name, argument());
                return;
            }
        }
        at = start;
        arguments.add(argument());
    }

    private Argument argument() {
        peek();
        int start = at;
        try {
            Object value = value();
            if (peek() == ',' || peek() == ')') {
                return new Argument(text.substring(start, at), value);
            }
        } catch (Unexpected e) {
            // It is code then.
        }
        at = start;
        int depth = 0;
        char quote = 0;
        for (; ; at++) {
            char c = peekHere();
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (depth == 0 && (c == ',' || c == ')')) {
                String code = text.substring(start, at);
                return new Argument(code, new Code(code));
            } else {
                depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
            }
        }
    }

    /** With the dots inside, as long as nothing is called. */
    private String name() {
        int start = at;
        while (at < text.length() && (Character.isJavaIdentifierPart(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        if (start == at) {
            throw new Unexpected();
        }
        return text.substring(start, at);
    }

    private String string(char quote) {
        int end = text.indexOf(quote, at + 1);
        if (end < 0) {
            throw new Unexpected();
        }
        String string = text.substring(at + 1, end);
        at = end + 1;
        return string.replace("\\n", "\n");
    }

    private Number number() {
        int start = at++;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        String number = text.substring(start, at);
        if (number.contains(".")) {
            return Double.valueOf(number);
        }
        long value = Long.parseLong(number);
        if (value == (int) value) {
            return (int) value;
        }
        return value;
    }

    private List<Object> list(char open, char close) {
        skip(open);
        List<Object> list = new ArrayList<>();
        while (!skip(close)) {
            list.add(value());
            if (!skip(',') && peek() != close) {
                throw new Unexpected();
            }
        }
        return list;
    }

    private Map<String, Object> dict() {
        skip('{');
        Map<String, Object> dict = new LinkedHashMap<>();
        while (!skip('}')) {
            String key = (String) value();
            skip(':');
            dict.put(key, value());
            skip(',');
        }
        return dict;
    }

    private boolean skip(char c) {
        blanks();
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private char peek() {
        blanks();
        return peekHere();
    }

    private char peekHere() {
        if (at >= text.length()) {
            throw new Unexpected();
        }
        return text.charAt(at);
    }

    private void blanks() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private boolean atEnd() {
        blanks();
        return at == text.length();
    }

    /** Not what this reader knows. */
    private static final class Unexpected extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
