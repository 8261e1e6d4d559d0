package io.cometsh.export;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.stream.Collectors;

/**
 * Texts in one cell, such as the tags of an experiment: a list where a format has lists, else joined by a semicolon. As
 * in CSV, a text that holds a semicolon or a quotation mark is quoted: {@code best;"a;b"}.
 */
public final class JoinedTexts extends AbstractList<String> implements RandomAccess {
    private final List<String> texts;

    public JoinedTexts(List<String> texts) {
        this.texts = List.copyOf(texts);
    }

    @Override
    public String get(int index) {
        return texts.get(index);
    }

    @Override
    public int size() {
        return texts.size();
    }

    private static String quoted(String text) {
        boolean plain = !text.isEmpty()
                && text.equals(text.strip())
                && text.chars().noneMatch(c -> c == ';' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /** Joined. */
    @Override
    public String toString() {
        return texts.stream().map(JoinedTexts::quoted).collect(Collectors.joining(";"));
    }
}
