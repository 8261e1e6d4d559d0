package io.cometsh.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cometsh.export.Cells;
import io.cometsh.export.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * A table for an agent: columns and rows without their names in each row, how many rows there are, and how many of these
 * fit. A row is whole or left out.
 */
final class TableAnswer {
    /** Bytes of the rows; about 4,000 tokens. */
    static final int BUDGET = 16_000;

    private static final JsonMapper JSON = new JsonMapper();

    private TableAnswer() {}

    static Map<String, Object> of(Table table) {
        return of(table, table.total(), column -> false);
    }

    /**
     * @param total how many rows there are in all
     * @param compact the columns to leave out when they are empty, and to state once when all rows have the same value
     */
    static Map<String, Object> of(Table table, long total, Predicate<String> compact) {
        List<List<Object>> rows = table.rows();
        Map<String, Object> same = new LinkedHashMap<>();
        List<Integer> places = new ArrayList<>();
        for (int column = 0; column < table.columns().size(); column++) {
            int place = column;
            Object first = rows.isEmpty() ? null : rows.get(0).get(place);
            boolean varies = !compact.test(table.columns().get(place))
                    || rows.stream().anyMatch(row -> !Objects.equals(row.get(place), first));
            if (varies) {
                places.add(place);
            } else if (first != null) {
                same.put(table.columns().get(place), value(first));
            }
        }
        List<List<Object>> shown = new ArrayList<>();
        int bytes = size(same);
        for (List<Object> row : rows) {
            List<Object> cells = new ArrayList<>();
            places.forEach(place -> cells.add(value(row.get(place))));
            bytes += size(cells);
            if (bytes > BUDGET) {
                break;
            }
            shown.add(cells);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("columns", places.stream().map(table.columns()::get).toList());
        answer.put("rows", shown);
        if (!same.isEmpty()) {
            answer.put("same", same);
        }
        answer.put("total", total == Table.UNKNOWN_TOTAL ? rows.size() : Math.max(total, rows.size()));
        answer.put("shown", shown.size());
        if (shown.isEmpty() && !rows.isEmpty()) {
            answer.put("note", "one row is larger than " + BUDGET + " bytes: ask for fewer columns");
        } else if (shown.size() < rows.size()) {
            answer.put("note", "cut after " + BUDGET + " bytes: ask for fewer columns or rows");
        }
        return answer;
    }

    /** Adds a sentence to what the answer notes. */
    static void note(Map<String, Object> answer, String sentence) {
        answer.merge("note", sentence, (one, other) -> one + "; " + other);
    }

    private static int size(Object value) {
        try {
            return JSON.writeValueAsString(value).getBytes(StandardCharsets.UTF_8).length;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** JSON has no NaN and no infinity: they are texts. */
    static Object value(Object cell) {
        if (cell instanceof Double number && !Double.isFinite(number)) {
            return number.toString();
        }
        if (cell instanceof Instant || cell == null || cell instanceof Number || cell instanceof Boolean) {
            return cell instanceof Instant ? cell.toString() : cell;
        }
        if (cell instanceof Collection<?> list) {
            return list.stream().map(TableAnswer::value).toList();
        }
        return Cells.text(cell);
    }

    /** So many of the rows, with the first, the last, and those between at even distances. */
    static List<Integer> spread(int rows, int wanted) {
        return rows <= wanted
                ? IntStream.range(0, rows).boxed().toList()
                : IntStream.range(0, wanted)
                        .map(number -> (int) Math.round((double) number * (rows - 1) / (wanted - 1)))
                        .boxed()
                        .distinct()
                        .toList();
    }
}
