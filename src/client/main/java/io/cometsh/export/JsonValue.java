package io.cometsh.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;

/** Any value of a script as JSON: lists, maps, numbers, truth and null as themselves, the rest as its text. */
public final class JsonValue {
    private static final JsonFactory FACTORY = new JsonFactory();

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

    /** The same, where more is written. */
    public static void write(JsonGenerator json, Object value) throws IOException {
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
        return isJsonNumber(digits) ? digits : new BigDecimal(digits).toString();
    }

    /** Whether JSON writes a number so: a sign, a whole number without a 0 in front, a fraction, a power of ten. */
    private static boolean isJsonNumber(String text) {
        int at = text.startsWith("-") ? 1 : 0;
        int whole = endOfDigits(text, at);
        if (whole == at || text.charAt(at) == '0' && whole > at + 1) {
            return false;
        }
        at = whole;
        if (at < text.length() && text.charAt(at) == '.') {
            at = endOfDigits(text, at + 1);
            if (at == whole + 1) {
                return false;
            }
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            boolean signed = at + 1 < text.length() && "+-".indexOf(text.charAt(at + 1)) >= 0;
            int power = at + (signed ? 2 : 1);
            at = endOfDigits(text, power);
            return at > power && at == text.length();
        }
        return at == text.length();
    }

    private static int endOfDigits(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
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
