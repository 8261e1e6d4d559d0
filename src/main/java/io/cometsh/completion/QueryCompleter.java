package io.cometsh.completion;

import io.cometsh.completion.CursorContext.InLiteral;
import io.cometsh.query.Column;
import io.cometsh.query.Source;
import java.util.ArrayList;
import java.util.List;

/** Inside {@code Metric("} and the other query variables: the project's columns of that kind. */
final class QueryCompleter {
    private final LiveNames names;
    private final CallReader reader;
    private final LastPlace lastPlace;

    QueryCompleter(LiveNames names, Scope scope, LastPlace lastPlace) {
        this.names = names;
        this.reader = new CallReader(scope);
        this.lastPlace = lastPlace;
    }

    /** Whether the literal is a query variable's name. */
    static boolean isMeant(InLiteral context) {
        return source(context) != null;
    }

    void offer(InLiteral context, LiteralWriter writer, Patience patience) {
        columns(context, source(context), writer, patience);
    }

    /** The columns of one kind, of the project that a call around the cursor names, else of the last one. */
    void columns(InLiteral context, Source source, LiteralWriter writer, Patience patience) {
        Place place = place(context);
        if (place == null) {
            return;
        }
        List<Column> columns = new ArrayList<>(names.columns(place.workspace(), place.project(), patience));
        columns.removeIf(column -> column.source() != source);
        String group = place.workspace() + "/" + place.project();
        for (Column column : columns) {
            writer.whole(column.name(), group, column.type());
        }
    }

    Place place(InLiteral context) {
        for (Call call : context.calls()) {
            Place named = reader.place(call);
            if (named != null) {
                return named;
            }
        }
        return lastPlace.get();
    }

    private static Source source(InLiteral context) {
        if (context.calls().isEmpty()) {
            return null;
        }
        Call call = context.calls().get(0);
        if (call.receiver() != null || call.position() != 0 || !call.current().begins()) {
            return null;
        }
        for (Source source : Source.values()) {
            if (source.variableName().equals(call.name())) {
                return source;
            }
        }
        return null;
    }
}
