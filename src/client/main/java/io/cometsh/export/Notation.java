package io.cometsh.export;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Values inside values as a person reads them, in Groovy's notation: {@code [lr: 0.1, layers: [64, 32], note: null]}.
 * Texts are in quotes, so that null, NaN and the text "NaN" differ; what is left out is counted.
 */
public final class Notation {
    private static final int DEEPEST = 40;
    private static final String INDENT = "  ";

    private final int mostElements;
    private final Function<Object, String> texts;

    /** @param mostElements how many members of one list or map are written */
    public Notation(int mostElements) {
        this(mostElements, value -> null);
    }

    /** @param texts gives the text of a value that is written as one although it has members; null for all others */
    public Notation(int mostElements, Function<Object, String> texts) {
        this.mostElements = mostElements;
        this.texts = texts;
    }

    /** Whether a value has members: a list, a map, an array or a record. */
    public static boolean isNested(Object value) {
        return value instanceof Collection
                || value instanceof Map
                || value instanceof Record
                || value != null && value.getClass().isArray() && !(value instanceof byte[]);
    }

    /** The text that an object returns; empty where that is only Java's name for it, such as {@code Api@1b6d3586}. */
    public static Optional<String> ownText(Object value) {
        String text = String.valueOf(value);
        String identity = value.getClass().getName() + "@";
        return text.startsWith(identity) ? Optional.empty() : Optional.of(text);
    }

    /** What a value is, in words: {@code a Closure}, {@code an Api}. */
    public static String kind(Object value) {
        Class<?> type = value.getClass();
        while (type.isAnonymousClass()
                || type.isHidden()
                || type.isSynthetic()
                || type.getSimpleName().matches("_.*|.*[$].*")) {
            Class<?>[] interfaces = type.getInterfaces();
            boolean only = type.getSuperclass() == null || type.getSuperclass() == Object.class;
            if (only && interfaces.length == 0) {
                return "an object";
            }
            type = only ? interfaces[0] : type.getSuperclass();
        }
        String name = type.getSimpleName();
        return (name.matches("[AEIOaeio].*") ? "an " : "a ") + name;
    }

    /** How many bytes there are, since nobody reads them: {@code 1,234 bytes}. */
    public static String bytes(byte[] bytes) {
        return String.format(Locale.ROOT, "%,d byte%s", bytes.length, bytes.length == 1 ? "" : "s");
    }

    /** On one line, with as many members as fit into so many columns, and a count of the others. */
    public String line(Object value, int columns) {
        for (int most = mostElements; most > 0; most = most > 16 ? most / 2 : most - 1) {
            String text = new Notation(most, texts).line(value, 0, columns);
            if (text != null) {
                return text;
            }
        }
        return new Notation(0, texts).line(value, 0, Integer.MAX_VALUE);
    }

    /** On one line when it fits into so many columns, else on several, set in by their depth. */
    public String lines(Object value, int columns) {
        StringBuilder text = new StringBuilder();
        lines(value, columns, 0, 0, text);
        return text.toString();
    }

    private void lines(Object value, int columns, int depth, int used, StringBuilder text) {
        String line = depth >= DEEPEST ? "…" : line(value, depth, columns - used);
        if (line != null || !hasMembers(value)) {
            text.append(line == null ? scalar(value) : line);
            return;
        }
        Members members = Members.of(value);
        List<Member> shown = members.first(mostElements);
        String indent = INDENT.repeat(depth + 1);
        text.append(members.open());
        if (members.named() || shown.stream().anyMatch(member -> hasMembers(member.value()))) {
            for (Member member : shown) {
                text.append('\n').append(indent).append(member.label());
                lines(member.value(), columns, depth + 1, indent.length() + TextWidth.of(member.label()) + 1, text);
                text.append(',');
            }
        } else {
            flow(shown, columns, indent, text);
        }
        long left = members.size() - shown.size();
        if (left > 0) {
            text.append('\n').append(indent).append(more(left));
        } else {
            text.setLength(text.length() - 1);
        }
        text.append('\n').append(INDENT.repeat(depth)).append(members.close());
    }

    /** Many short ones share a line. */
    private void flow(List<Member> members, int columns, String indent, StringBuilder text) {
        int used = Integer.MAX_VALUE / 2;
        for (Member member : members) {
            String element = scalar(member.value()) + ",";
            int width = TextWidth.of(element);
            if (used + 1 + width > columns) {
                text.append('\n').append(indent);
                used = indent.length();
            } else {
                text.append(' ');
                used++;
            }
            text.append(element);
            used += width;
        }
    }

    /** Null when it takes more columns. */
    private String line(Object value, int depth, int columns) {
        if (!hasMembers(value)) {
            String text = scalar(value);
            return columns == Integer.MAX_VALUE || TextWidth.of(text) <= columns ? text : null;
        }
        Members members = Members.of(value);
        if (depth >= DEEPEST) {
            return "…";
        }
        StringBuilder text = new StringBuilder(members.open());
        List<Member> shown = members.first(mostElements);
        String separator = "";
        for (Member member : shown) {
            String element = line(member.value(), depth + 1, columns);
            if (element == null) {
                return null;
            }
            text.append(separator).append(member.label()).append(element);
            separator = ", ";
            if (text.length() > columns && TextWidth.of(text.toString()) > columns) {
                return null;
            }
        }
        long left = members.size() - shown.size();
        text.append(left > 0 ? separator + more(left) : "").append(members.close());
        return columns == Integer.MAX_VALUE || TextWidth.of(text.toString()) <= columns ? text.toString() : null;
    }

    private static String more(long left) {
        return String.format(Locale.ROOT, "… %,d more", left);
    }

    private boolean hasMembers(Object value) {
        return isNested(value) && texts.apply(value) == null;
    }

    private String scalar(Object value) {
        if (value instanceof CharSequence text) {
            return quoted(text.toString());
        }
        if (value instanceof byte[] bytes) {
            return bytes(bytes);
        }
        if (value == null) {
            return "null";
        }
        String text = texts.apply(value);
        return text != null ? text : ownText(value).orElseGet(() -> kind(value));
    }

    /** In single quotes, as Groovy would read it back. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("'");
        text.codePoints().forEach(code -> {
            switch (code) {
                case '\\' -> quoted.append("\\\\");
                case '\'' -> quoted.append("\\'");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (Character.isISOControl(code)) {
                        quoted.append(String.format(Locale.ROOT, "\\u%04x", code));
                    } else {
                        quoted.appendCodePoint(code);
                    }
                }
            }
        });
        return quoted.append('\'').toString();
    }

    private record Member(String label, Object value) {}

    /** What a list, a map, an array or a record holds. */
    private record Members(String open, String close, boolean named, long size, Iterable<Member> all) {

        static Members of(Object value) {
            if (value instanceof Map<?, ?> map) {
                return map.isEmpty()
                        ? new Members("[:", "]", true, 0, List.of())
                        : new Members("[", "]", true, map.size(), () -> entries(map));
            }
            if (value instanceof Collection<?> collection) {
                return new Members("[", "]", false, collection.size(), () -> elements(collection));
            }
            if (value instanceof Record row) {
                List<Member> members = components(row);
                return new Members(row.getClass().getSimpleName() + "(", ")", true, members.size(), members);
            }
            int length = Array.getLength(value);
            return new Members("[", "]", false, length, () -> slots(value, length));
        }

        List<Member> first(int most) {
            List<Member> first = new ArrayList<>();
            Iterator<Member> members = all.iterator();
            while (first.size() < most && members.hasNext()) {
                first.add(members.next());
            }
            return first;
        }

        private static Iterator<Member> entries(Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> new Member(key(entry.getKey()) + ": ", entry.getValue()))
                    .iterator();
        }

        private static Iterator<Member> elements(Collection<?> collection) {
            return collection.stream()
                    .<Member>map(element -> new Member("", element))
                    .iterator();
        }

        private static Iterator<Member> slots(Object array, int length) {
            return IntStream.range(0, length)
                    .mapToObj(i -> new Member("", Array.get(array, i)))
                    .iterator();
        }

        private static List<Member> components(Record row) {
            List<Member> members = new ArrayList<>();
            for (RecordComponent component : row.getClass().getRecordComponents()) {
                members.add(new Member(component.getName() + ": ", component(component, row)));
            }
            return members;
        }

        /** A record whose class is not public hides its members; only its text is shown. */
        private static Object component(RecordComponent component, Record row) {
            try {
                return component.getAccessor().invoke(row);
            } catch (ReflectiveOperationException e) {
                return "…";
            }
        }

        /** A name needs no quotes; a key that is itself a value is in parentheses, as Groovy wants it. */
        private static String key(Object key) {
            if (key instanceof CharSequence text) {
                return text.toString().matches("[\\p{L}_$][\\p{L}\\p{N}_$]*")
                        ? text.toString()
                        : quoted(text.toString());
            }
            if (key instanceof Number) {
                return key.toString();
            }
            return "(" + new Notation(Integer.MAX_VALUE).line(key, Integer.MAX_VALUE) + ")";
        }
    }
}
