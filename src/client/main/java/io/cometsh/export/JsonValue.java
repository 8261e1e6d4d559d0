package io.cometsh.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.regex.Pattern;

/** Any value of a script as JSON: lists, maps, numbers, truth and null as themselves, the rest as its text. */
public final class JsonValue {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final Pattern JSON_NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

    private JsonValue() {}

    /** One line of JSON. NaN and the infinities, which JSON does not know, are texts by these names. */
    public static String text(Object value) {
        return text(FACTORY, value);
    }

    /** The same by a factory that may write NaN and the infinities bare. */
    public static String text(JsonFactory factory, Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = factory.createGenerator(text)) {
            write(json, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    static void write(JsonGenerator json, Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof BigDecimal decimal) {
            digits(json, decimal.toString());
        } else if (value instanceof BigInteger integer) {
            json.writeNumber(integer);
        } else if (value instanceof Double || value instanceof Float) {
            number(json, (Number) value);
        } else if (value instanceof NumberText number) {
            digits(json, number.text());
        } else if (value instanceof Number other) {
            digits(json, other.toString());
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof Iterable<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                write(json, element);
            }
            json.writeEndArray();
        } else {
            json.writeString(Cells.text(value));
        }
    }

    private static void digits(JsonGenerator json, String text) throws IOException {
        if (isNamed(text)) {
            json.writeString(text);
        } else {
            json.writeNumber(number(text));
        }
    }

    /** A number in JSON's form: its own digits, except leading zeros and plus signs, which JSON does not know. */
    public static String number(String digits) {
        return JSON_NUMBER.matcher(digits).matches() ? digits : new BigDecimal(digits).toString();
    }

    /** NaN and the infinities; a number that is too large for a double is still a number. */
    private static boolean isNamed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= '0' && text.charAt(i) <= '9') {
                return false;
            }
        }
        return true;
    }

    private static void number(JsonGenerator json, Number number) throws IOException {
        if (Double.isFinite(number.doubleValue())) {
            json.writeNumber(number.toString());
        } else {
            json.writeNumber(number.doubleValue());
        }
    }
}
