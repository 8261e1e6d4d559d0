package io.cometsh.export;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The formats that data can leave in; the constant's name in lower case is what a user types. */
public enum Format {
    TABLE,
    CSV,
    TSV,
    JSON,
    JSONL;

    /** The writer; {@code width} is that of the terminal in columns and only matters to {@link #TABLE}. */
    public TableWriter writer(int width) {
        return switch (this) {
            case TABLE -> new AlignedTable(width);
            case CSV -> new CsvTable();
            case TSV -> new TsvTable();
            case JSON -> new JsonTable(false);
            case JSONL -> new JsonTable(true);
        };
    }

    /** What a user types. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format a user named; empty for an unknown name. */
    public static Optional<Format> named(String name) {
        return Arrays.stream(values())
                .filter(format -> format.toString().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** All names, for messages: {@code table, csv, tsv, json, jsonl}. */
    public static String names() {
        return Arrays.stream(values()).map(Format::toString).collect(Collectors.joining(", "));
    }
}
