package io.cometsh.client;

import io.cometsh.client.wire.WireRecord;
import io.cometsh.export.JsonValue;
import io.cometsh.export.NotData;
import io.cometsh.export.Notation;
import io.cometsh.export.NumberText;
import io.cometsh.export.Rows;
import io.cometsh.export.Table;
import io.cometsh.export.Tabular;
import io.cometsh.query.Facet;
import io.cometsh.query.ProjectColumns;
import io.cometsh.query.QueryExpression;
import io.cometsh.query.QueryVariable;
import io.cometsh.query.TimeSpan;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.BaseStream;

/**
 * What a value of a script is as data: texts, numbers, truth, moments, and lists and maps of these at any depth. A
 * value without such a form is an error; the text that Java makes of an object is never data.
 */
public final class Data {
    /** Deeper than any data, and far from the end of a thread's stack: a list may hold itself. */
    private static final int DEEPEST = 200;

    /** Members of the wire that are epoch milliseconds end in one of these; in data they are moments. */
    private static final List<String> MILLIS = List.of("TimeMillis", "timestamp", "lastUpdated", "createdAt");

    private Data() {}

    /**
     * The value as data. Records, experiments and other handles are maps by the names of their members; streams,
     * iterators and arrays are lists; tables are lists of maps.
     *
     * @throws NoDataException for a value that is not data, such as a closure or bytes
     */
    public static Object of(Object value) {
        return of(value, 0);
    }

    /**
     * The value inside an {@code Optional}, and the elements of a stream, an iterator or an array as a list; any other
     * value as it is. Bytes stay bytes.
     */
    public static Object opened(Object value) {
        if (value instanceof Optional<?> optional) {
            return opened(optional.orElse(null));
        }
        if (value instanceof BaseStream<?, ?> stream) {
            return list(stream.iterator());
        }
        if (value instanceof Iterator<?> iterator) {
            return list(iterator);
        }
        if (value instanceof Enumeration<?> elements) {
            return list(elements.asIterator());
        }
        if (value instanceof char[] characters) {
            return new String(characters);
        }
        if (value != null && value.getClass().isArray() && !(value instanceof byte[])) {
            return array(value);
        }
        boolean plainIterable = value instanceof Iterable
                && !(value instanceof Collection || value instanceof Rows || value instanceof Path);
        return plainIterable ? list(((Iterable<?>) value).iterator()) : value;
    }

    /** Whether the value is one thing with named members: JSON writes an object. */
    public static boolean isObject(Object value) {
        return value instanceof Map
                || value instanceof Map.Entry
                || value instanceof Experiment
                || Handles.members(value) != null
                || value instanceof Record && !isText(value);
    }

    /** Whether the value is one text, number, truth or moment. */
    public static boolean isScalar(Object value) {
        return value == null
                || value instanceof CharSequence
                || value instanceof Number
                || value instanceof NumberText
                || value instanceof Boolean
                || value instanceof Instant;
    }

    /** Whether the value has no members and no elements: one line of text shows it completely. */
    public static boolean isSimple(Object value) {
        return isScalar(value)
                || isText(value)
                || !(isObject(value)
                        || value instanceof Table
                        || value instanceof Tabular
                        || value instanceof ProjectColumns
                        || value instanceof Iterable && !(value instanceof Path)
                        || value instanceof Iterator
                        || value instanceof BaseStream
                        || value instanceof Enumeration
                        || value instanceof Optional
                        || value.getClass().isArray());
    }

    private static Object of(Object value, int depth) {
        if (depth > DEEPEST) {
            throw new NoDataException(
                    "the value is nested more than " + DEEPEST + " levels deep; does it hold itself?");
        }
        if (isScalar(value)) {
            return value instanceof CharSequence ? value.toString() : value;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> named = new LinkedHashMap<>();
            map.forEach((key, member) -> named.put(key(key), of(member, depth + 1)));
            return named;
        }
        if (value instanceof Map.Entry<?, ?> entry) {
            Map<String, Object> named = new LinkedHashMap<>();
            named.put("key", of(entry.getKey(), depth + 1));
            named.put("value", of(entry.getValue(), depth + 1));
            return named;
        }
        if (value instanceof Table table) {
            return maps(table, depth);
        }
        if (value instanceof Rows rows) {
            return maps(rows.table(), depth);
        }
        if (value instanceof Tabular tabular) {
            return maps(tabular.table(), depth);
        }
        Map<String, Object> members = Handles.members(value);
        if (members != null) {
            return of(members, depth + 1);
        }
        if (value instanceof Experiment experiment) {
            return members(experiment.getMetadata(), depth);
        }
        if (value instanceof ProjectColumns columns) {
            return of(columns.columns(), depth + 1);
        }
        if (isText(value)) {
            return value.toString();
        }
        if (value instanceof Record row) {
            return members(row, depth);
        }
        Object opened = opened(value);
        if (opened instanceof Collection<?> collection) {
            List<Object> list = new ArrayList<>(collection.size());
            collection.forEach(element -> list.add(of(element, depth + 1)));
            return list;
        }
        if (opened != value) {
            return of(opened, depth + 1);
        }
        if (value instanceof Date date) {
            return Instant.ofEpochMilli(date.getTime());
        }
        if (value instanceof Calendar calendar) {
            return calendar.toInstant();
        }
        if (value instanceof byte[] bytes) {
            throw new NoDataException(
                    Notation.bytes(bytes) + " are not text: print them alone, with -o FILE and without"
                            + " -f, or give new String(bytes, \"UTF-8\")");
        }
        return Notation.ownText(value)
                .filter(text -> !(value instanceof NotData))
                .orElseThrow(() -> noData(value));
    }

    private static NoDataException noData(Object value) {
        String advice =
                value instanceof NotData shown ? shown.advice() : "give a text, a number, a list, a map or a record";
        return new NoDataException(Notation.kind(value) + " has no form as data: " + advice);
    }

    /** A key of a map as the name of a member or a column. */
    static String key(Object key) {
        if (key == null || isScalar(key)) {
            return String.valueOf(key);
        }
        Object data = of(key, 0);
        return data instanceof Map || data instanceof Collection ? JsonValue.text(data) : String.valueOf(data);
    }

    /** What is a record in Java and a text to its reader. */
    static boolean isText(Object value) {
        return value instanceof QueryExpression
                || value instanceof QueryVariable
                || value instanceof Facet
                || value instanceof TimeSpan;
    }

    /** The text of a value that a reader wants to see as one, although it has members; null for all others. */
    public static String readable(Object value) {
        if (isText(value)) {
            return value.toString();
        }
        Notation notation = new Notation(Integer.MAX_VALUE, Data::readable);
        if (value instanceof Optional<?> optional) {
            return notation.line(optional.orElse(null), Integer.MAX_VALUE);
        }
        return value instanceof Map.Entry<?, ?> entry
                ? notation.line(entry.getKey(), Integer.MAX_VALUE) + "="
                        + notation.line(entry.getValue(), Integer.MAX_VALUE)
                : null;
    }

    private static List<Object> list(Iterator<?> elements) {
        List<Object> list = new ArrayList<>();
        elements.forEachRemaining(list::add);
        return list;
    }

    private static List<Object> array(Object array) {
        if (array instanceof Object[] elements) {
            return Arrays.asList(elements);
        }
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            list.add(Array.get(array, i));
        }
        return list;
    }

    private static List<Object> maps(Table table, int depth) {
        List<Object> maps = new ArrayList<>();
        for (List<Object> row : table.rows()) {
            Map<String, Object> named = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                named.put(table.columns().get(i), of(row.get(i), depth + 1));
            }
            maps.add(named);
        }
        return maps;
    }

    private static Map<String, Object> members(Record row, int depth) {
        Map<String, Object> named = new LinkedHashMap<>();
        for (RecordComponent component : row.getClass().getRecordComponents()) {
            named.put(component.getName(), of(member(component, row), depth + 1));
        }
        return named;
    }

    /**
     * A member of a record as it is shown and written: what Comet sent in epoch milliseconds is a moment. What a script
     * made stays as it is.
     */
    static Object member(RecordComponent component, Record owner) {
        Object value = component(component, owner);
        if (!(owner instanceof WireRecord)) {
            return value;
        }
        if (value instanceof Long millis && isMillis(component.getName())) {
            return millis <= 0 ? null : Instant.ofEpochMilli(millis);
        }
        return value;
    }

    private static Object component(RecordComponent component, Record owner) {
        try {
            return component.getAccessor().invoke(owner);
        } catch (ReflectiveOperationException e) {
            throw new NoDataException("the member " + component.getName() + " of " + Notation.kind(owner)
                    + " cannot be read: make the record public");
        }
    }

    private static boolean isMillis(String name) {
        return MILLIS.stream().anyMatch(name::endsWith) || name.startsWith("timestamp");
    }
}
