package io.cometsh.diff;

import java.util.List;
import java.util.Objects;

/**
 * One thing that a side has.
 *
 * @param section such as {@code parameters}
 * @param name what it is called in its section
 * @param value a number, a text or another plain value; null for a content
 * @param content null for a value
 * @param byLines whether a difference of the content is shown line by line
 */
record Item(String section, String name, Object value, DiffContent content, boolean byLines) {
    /** Under which two sides have the same thing. */
    record Id(String section, String name) {}

    Id id() {
        return new Id(section, name);
    }

    boolean isSameAs(Item other) {
        if (content != null || other.content != null) {
            return content != null && other.content != null && content.isSameAs(other.content);
        }
        if (value instanceof Number one && other.value instanceof Number two) {
            return NumberDifference.isSame(one, two);
        }
        return Objects.equals(value, other.value);
    }

    /** What a cell shows beside the contents of the other sides. */
    Object cell(List<DiffContent> contents) {
        return content == null ? value : content.describe(contents);
    }
}
