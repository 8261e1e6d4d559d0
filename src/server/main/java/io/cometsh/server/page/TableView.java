package io.cometsh.server.page;

import io.cometsh.server.route.Request;
import io.cometsh.server.service.CometError;
import io.cometsh.server.service.LogService.ColumnName;
import io.cometsh.server.service.QueryService.HitOrder;
import io.cometsh.server.store.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which runs and columns of a project are shown, from the address. Columns have the names that a table in a script has: {@code metrics.loss}, {@code params.lr}, {@code start_time}.
 *
 * @param query the text in the box; empty without one
 * @param columns the chosen columns of values; empty for the usual ones
 */
record TableView(String query, String sort, boolean descending, boolean archived, List<String> columns, int page) {
    static final String NAME = "experiment_name";
    static final String START = "start_time";
    static final String DURATION = "duration_seconds";

    /** Each is looked up for each run. */
    private static final int MOST_COLUMNS = 100;

    private static final String DESCENDING = ":desc";

    private static final Map<String, Source> SOURCES =
            Map.of("metrics.", Source.METRICS, "params.", Source.PARAMS, "others.", Source.LOG_OTHER);

    TableView {
        columns = List.copyOf(columns);
    }

    static TableView of(Request request) {
        String sort = request.query("sort");
        sort = sort == null || sort.isEmpty() ? START + DESCENDING : sort;
        boolean descending = sort.endsWith(DESCENDING);
        Long page = request.number("page");
        if (page != null && (page < 1 || page > Integer.MAX_VALUE)) {
            throw CometError.BAD_REQUEST.of("pages count from 1");
        }
        String query = request.query("q");
        return new TableView(
                query == null ? "" : query.strip(),
                descending ? sort.substring(0, sort.length() - DESCENDING.length()) : sort,
                descending,
                request.flag("archived"),
                request.queries("column").stream()
                        .distinct()
                        .limit(MOST_COLUMNS)
                        .toList(),
                page == null ? 1 : page.intValue());
    }

    TableView withPage(int newPage) {
        return new TableView(query, sort, descending, archived, columns, newPage);
    }

    TableView withArchived(boolean newArchived) {
        return new TableView(query, sort, descending, newArchived, columns, 1);
    }

    /** Sorted by a column: numbers and times from the greatest on first; the other way round when it is sorted so. */
    TableView sortedBy(String column) {
        return new TableView(
                query, column, sort.equals(column) ? !descending : !column.equals(NAME), archived, columns, 1);
    }

    /** Every parameter and its value, for a form; several may have the same name. */
    List<Map.Entry<String, String>> parameters() {
        List<Map.Entry<String, String>> parameters = new ArrayList<>();
        if (!query.isEmpty()) {
            parameters.add(Map.entry("q", query));
        }
        if (!(sort.equals(START) && descending)) {
            parameters.add(Map.entry("sort", sort + (descending ? DESCENDING : "")));
        }
        if (archived) {
            parameters.add(Map.entry("archived", "true"));
        }
        columns.forEach(column -> parameters.add(Map.entry("column", column)));
        if (page > 1) {
            parameters.add(Map.entry("page", Integer.toString(page)));
        }
        return parameters;
    }

    /** The address of this view of a project. */
    String address(String project) {
        StringBuilder address = new StringBuilder(project);
        char sign = '?';
        for (Map.Entry<String, String> parameter : parameters()) {
            address.append(sign).append(parameter.getKey()).append('=').append(Links.part(parameter.getValue()));
            sign = '&';
        }
        return address.toString();
    }

    HitOrder order() {
        return switch (sort) {
            case NAME -> new HitOrder(Source.LOG_OTHER, "Name", descending);
            case START -> new HitOrder(Source.METADATA, "start_server_timestamp", descending);
            case DURATION -> new HitOrder(Source.METADATA, "duration", descending);
            default ->
                column(sort)
                        .map(column -> new HitOrder(column.source(), column.name(), descending))
                        .orElseThrow(() -> CometError.BAD_REQUEST.of("a table is not sorted by " + sort
                                + "; write, for example, metrics.loss, params.lr or " + START));
        };
    }

    /** {@code metrics.loss} is the metric {@code loss}; empty for what is not a column of values. */
    static Optional<ColumnName> column(String name) {
        for (Map.Entry<String, Source> source : SOURCES.entrySet()) {
            if (name.startsWith(source.getKey())) {
                return Optional.of(new ColumnName(
                        source.getValue(), name.substring(source.getKey().length())));
            }
        }
        return Optional.empty();
    }

    /** The other way round; empty for a source that the table does not show. */
    static Optional<String> name(String wireSource, String name) {
        for (Map.Entry<String, Source> source : SOURCES.entrySet()) {
            if (source.getValue().wire().equals(wireSource)) {
                return Optional.of(source.getKey() + name);
            }
        }
        return Optional.empty();
    }
}
