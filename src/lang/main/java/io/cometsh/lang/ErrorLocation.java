package io.cometsh.lang;

import groovy.lang.MissingMethodException;
import groovy.lang.MissingPropertyException;
import io.cometsh.query.QueryException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line of the user's text in which something failed, with a mark under what it was about.
 *
 * @param source what the text is called; empty for the last input
 * @param method the method of the user's in which it happened; empty outside of any
 * @param line from 1
 */
record ErrorLocation(String source, String method, int line, String text, int column) {
    /** What a message quotes; a text in a call, such as {@code Metric("loss")}, belongs to the example that it gives. */
    private static final Pattern QUOTED =
            Pattern.compile("[(\\[.](?:\"[^\"]*\"|'[^']*')|\"([^\"]+)\"|'([^']+)'|`([^`]+)`");

    /** What makes Groovy ask a query whether it is true. */
    private static final Pattern JOINT = Pattern.compile("&&|\\|\\||!(?!=|in\\b)|\\?|\\b(if|while|assert)\\b");

    /** A text that was evaluated, by the file name that its stack frames have. */
    record ErrorSource(String name, String code, boolean last) {}

    /** The user's innermost place on the stack; null when there is none, or what is thrown shows its place itself. */
    static ErrorLocation of(Throwable thrown, Function<String, ErrorSource> sources) {
        if (thrown instanceof ScriptCompileException || thrown instanceof AssertionError) {
            return null;
        }
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable t = thrown; t != null && seen.add(t); t = t.getCause()) {
            for (StackTraceElement frame : t.getStackTrace()) {
                ErrorSource source = frame.getFileName() == null ? null : sources.apply(frame.getFileName());
                if (source != null && frame.getLineNumber() > 0) {
                    return at(frame, source, ScriptFailure.unwrap(thrown));
                }
            }
        }
        return null;
    }

    /** Every place of the user's on the stack, innermost first. */
    static List<String> all(Throwable thrown, Function<String, ErrorSource> sources) {
        List<String> places = new ArrayList<>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable t = thrown; t != null && seen.add(t); t = t.getCause()) {
            for (StackTraceElement frame : t.getStackTrace()) {
                ErrorSource source = frame.getFileName() == null ? null : sources.apply(frame.getFileName());
                ErrorLocation place = source == null || frame.getLineNumber() < 1 ? null : at(frame, source, t);
                if (place != null) {
                    String text = place.inWhat() + ": " + place.text().strip();
                    if (places.isEmpty() || !places.get(places.size() - 1).equals(text)) {
                        places.add(text);
                    }
                }
            }
        }
        return places;
    }

    private static ErrorLocation at(StackTraceElement frame, ErrorSource source, Throwable thrown) {
        List<String> lines = source.code().lines().toList();
        int line = frame.getLineNumber();
        if (line > lines.size()) {
            return null;
        }
        String text = lines.get(line - 1);
        String name = frame.getMethodName();
        boolean named = !List.of("run", "doCall", "call", "<init>", "<clinit>").contains(name) && !name.contains("$");
        return new ErrorLocation(
                source.last() ? "" : source.name(), named ? name : "", line, text, column(thrown, text));
    }

    /** The column of what the error names; 0 when it is not in the line. */
    private static int column(Throwable thrown, String text) {
        Optional<NullReceiver> wasNull = NullReceiver.of(thrown, text);
        if (wasNull.isPresent()) {
            return wasNull.get().column();
        }
        if (thrown instanceof QueryException && thrown.getMessage().startsWith("a query has no truth value")) {
            Matcher joint = JOINT.matcher(text);
            return joint.find() ? joint.start() + 1 : 0;
        }
        String name = thrown instanceof MissingPropertyException property
                ? property.getProperty()
                : thrown instanceof MissingMethodException method ? method.getMethod() : null;
        if (name != null) {
            return word(name, text);
        }
        Matcher quoted = QUOTED.matcher(String.valueOf(thrown.getMessage()));
        while (quoted.find()) {
            for (int group = 1; group <= 3; group++) {
                String part = quoted.group(group);
                int at = part == null ? 0 : word(part.replaceAll("\\(\\)$", ""), text);
                if (at > 0) {
                    return at;
                }
            }
        }
        return 0;
    }

    private static int word(String name, String text) {
        Matcher matcher = Pattern.compile("(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$])")
                .matcher(text);
        return matcher.find() ? matcher.start() + 1 : 0;
    }

    /** The sentence for a part of the line that was null. */
    Optional<String> nullPart(Throwable thrown) {
        return NullReceiver.of(ScriptFailure.unwrap(thrown), text).map(NullReceiver::sentence);
    }

    /** The line, with a mark under what failed, in full. */
    String marked() {
        return MarkedLine.of(text, column, Integer.MAX_VALUE);
    }

    /** Below the sentence: where it was and the line; empty when the user has only that word before his eyes. */
    String render(int width, boolean onlyLine) {
        String where = source.isEmpty() && method.isEmpty() ? "" : "in " + inWhat() + "\n";
        boolean obvious =
                onlyLine && where.isEmpty() && (column == 0 || !text.strip().matches("(?s).*\\W.*"));
        return obvious ? "" : where + MarkedLine.of(text, column, width);
    }

    private String inWhat() {
        return (method.isEmpty() ? "" : method + "(), ") + "line " + line + (source.isEmpty() ? "" : " of " + source);
    }
}
