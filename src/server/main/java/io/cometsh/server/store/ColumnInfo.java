package io.cometsh.server.store;

/**
 * A column of a project: a name of a source that some experiment has a value for. The type follows from all its values: {@code double} when each reads as a number, {@code boolean} when
 * each is true or false, else {@code string}.
 */
public record ColumnInfo(int column, Source source, String name, int numbers, int booleans, int texts, int nulls) {
    public String type() {
        if (source == Source.TAG || texts > 0 || (numbers > 0 && booleans > 0)) {
            return "string";
        }
        if (numbers > 0) {
            return "double";
        }
        return booleans > 0 ? "boolean" : "string";
    }

    /** How many experiments have a value. */
    public int values() {
        return numbers + booleans + texts + nulls;
    }

    public boolean isUsed() {
        return values() > 0;
    }
}
