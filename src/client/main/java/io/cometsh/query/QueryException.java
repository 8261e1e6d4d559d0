package io.cometsh.query;

/** A query that has no meaning; the message shows what to write instead. */
public class QueryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public QueryException(String message) {
        super(message);
    }
}
