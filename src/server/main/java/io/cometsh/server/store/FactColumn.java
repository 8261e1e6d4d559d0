package io.cometsh.server.store;

import java.util.Arrays;

/** One fact over the experiments of a project: either numbers or texts. */
public final class FactColumn {
    private double[] numbers;
    private String[] texts;
    private long textBytes;

    FactColumn(MetadataField fact, int capacity) {
        if (fact.isText()) {
            texts = new String[capacity];
        } else {
            numbers = new double[capacity];
        }
    }

    public double number(int place) {
        return numbers != null && place < numbers.length ? numbers[place] : Double.NaN;
    }

    public String text(int place) {
        return texts != null && place < texts.length ? texts[place] : null;
    }

    void set(int place, MetadataField fact, ExperimentRow row) {
        if (numbers != null) {
            if (place >= numbers.length) {
                numbers = Arrays.copyOf(numbers, place + place / 2 + 16);
            }
            numbers[place] = fact.number(row);
        } else {
            if (place >= texts.length) {
                texts = Arrays.copyOf(texts, place + place / 2 + 16);
            }
            String text = fact.text(row);
            String before = texts[place];
            textBytes +=
                    (text == null ? 0 : 56L + 2L * text.length()) - (before == null ? 0 : 56L + 2L * before.length());
            texts[place] = text;
        }
    }

    long bytes() {
        return numbers == null ? 8L * texts.length + textBytes : 8L * numbers.length;
    }
}
