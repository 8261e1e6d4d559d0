package io.cometsh.server.store;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Texts of an experiment of which there is one each (code, html, graph, system details, git), and its output. */
public final class DocumentStore {
    DocumentStore() {}

    /** What a text is. */
    public enum Document {
        CODE,
        HTML,
        GRAPH,
        SYSTEM_DETAILS,
        GIT_METADATA,
        /** A zip, as base64. */
        GIT_PATCH,
        DEPENDENCIES,
        CLOUD_DETAILS
    }

    /** A piece of output as the client cut it: not always a line. */
    public record OutputPiece(long offset, boolean stderr, String text) {}

    public Optional<String> find(Tx tx, int experiment, Document document) throws SQLException {
        return tx.first(
                "SELECT body FROM document WHERE experiment = ? AND kind = ?",
                row -> row.getString(1),
                experiment,
                document.name());
    }

    public void put(Tx tx, int experiment, Document document, String body) throws SQLException {
        if (tx.update(
                        "UPDATE document SET body = ? WHERE experiment = ? AND kind = ?",
                        body,
                        experiment,
                        document.name())
                == 0) {
            tx.update(
                    "INSERT INTO document(experiment, kind, body) VALUES(?, ?, ?)", experiment, document.name(), body);
        }
    }

    /** The offset that the next piece of output has by default. */
    public long nextOffset(Tx tx, int experiment) throws SQLException {
        return tx.first("SELECT MAX(off) FROM output WHERE experiment = ?", row -> Tx.longOrNull(row, 1), experiment)
                        .orElse(-1L)
                + 1;
    }

    /** Keeps pieces of output under their offsets; one that is there already stays, since it is a repeated request. */
    public void putOutput(Tx tx, int experiment, List<OutputPiece> pieces) throws SQLException {
        for (OutputPiece piece : pieces) {
            if (tx.first("SELECT 1 FROM output WHERE experiment = ? AND off = ?", row -> 1, experiment, piece.offset())
                    .isEmpty()) {
                tx.update(
                        "INSERT INTO output(experiment, off, stderr, body) VALUES(?, ?, ?, ?)",
                        experiment,
                        piece.offset(),
                        piece.stderr(),
                        piece.text());
            }
        }
    }

    public List<OutputPiece> output(Tx tx, int experiment) throws SQLException {
        return tx.all(
                "SELECT off, stderr, body FROM output WHERE experiment = ? ORDER BY off",
                row -> new OutputPiece(row.getLong(1), row.getBoolean(2), row.getString(3)),
                experiment);
    }
}
