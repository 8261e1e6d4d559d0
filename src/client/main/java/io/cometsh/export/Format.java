package io.cometsh.export;

import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The formats that data can leave in; the constant's name in lower case is what a user types. */
public enum Format {
    TABLE,
    CSV,
    TSV,
    JSON,
    JSONL,
    MARKDOWN,
    PARQUET;

    /** The writer of a table that is in memory; {@code width} is that of the terminal and only matters to {@link #TABLE}. */
    public TableWriter writer(int width) {
        return writer(width, false);
    }

    /** The same, with {@code excel} as in {@link #rows}. */
    public TableWriter writer(int width, boolean excel) {
        if (this == TABLE) {
            return new AlignedTable(width);
        }
        return (table, out) -> {
            if (table.cut() != null) {
                throw new PartialTableException(table.cut());
            }
            RowWriter rows = rows(out, excel);
            rows.begin(TypeGuess.columns(table));
            for (List<Object> row : table.cells()) {
                rows.row(row);
            }
            rows.end();
        };
    }

    /**
     * The writer of rows as they come. A {@link #TABLE} alone keeps them until the end.
     *
     * @param out where text goes; for {@link #PARQUET}, which is none, it must be an {@code OutputStream} too
     * @param excel for {@link #CSV}: what makes Excel read it rightly, and run no formula from it
     */
    public RowWriter rows(Appendable out, boolean excel) {
        return switch (this) {
            case TABLE -> new AlignedRows(out, 0);
            case CSV -> new CsvLines(out, excel);
            case TSV -> new TsvRows(out);
            case JSON -> new JsonRows(out, false);
            case JSONL -> new JsonRows(out, true);
            case MARKDOWN -> new MarkdownRows(out);
            case PARQUET -> {
                if (out instanceof OutputStream bytes) {
                    yield RowFormat.of(this).rows(bytes);
                }
                throw new IllegalArgumentException("Parquet is bytes and cannot be appended to a text");
            }
        };
    }

    /** Whether the format is text; {@link #PARQUET} is for files only. */
    public boolean isText() {
        return this != PARQUET;
    }

    /** What a user types. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format a user named; empty for an unknown name. */
    public static Optional<Format> named(String name) {
        // A loop, since this is on the way of each start: Java's streams make lambdas.
        for (Format format : values()) {
            if (format.toString().equals(name.toLowerCase(Locale.ROOT))) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** The format that a file's ending means, such as {@code csv}, {@code md} or {@code ndjson}. */
    public static Optional<Format> ofEnding(String ending) {
        return switch (ending.toLowerCase(Locale.ROOT)) {
            case "csv" -> Optional.of(CSV);
            case "tsv", "tab" -> Optional.of(TSV);
            case "json" -> Optional.of(JSON);
            case "jsonl", "ndjson" -> Optional.of(JSONL);
            case "md", "markdown" -> Optional.of(MARKDOWN);
            case "parquet" -> Optional.of(PARQUET);
            default -> Optional.empty();
        };
    }

    /** All names, for messages: {@code table, csv, tsv, json, jsonl, markdown, parquet}. */
    public static String names() {
        return Arrays.stream(values()).map(Format::toString).collect(Collectors.joining(", "));
    }
}
