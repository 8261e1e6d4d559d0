package io.cometsh.transport;

/**
 * The server refused: a status of 400 or more, with its own words.
 *
 * <p>The message begins with the request, then the status, then the server's text.
 */
public final class CometHttpException extends CometException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int sdkErrorCode;
    private final String serverMessage;

    public CometHttpException(String message, int status, String serverMessage, int sdkErrorCode) {
        super(message);
        this.status = status;
        this.serverMessage = serverMessage;
        this.sdkErrorCode = sdkErrorCode;
    }

    /** The HTTP status, 400 or more. */
    public int status() {
        return status;
    }

    /** Comet's own number for the error ({@code sdk_error_code}); 0 when there was none. */
    public int sdkErrorCode() {
        return sdkErrorCode;
    }

    /** The server's message ({@code msg}), or the start of the body when it was no JSON; may be empty. */
    public String serverMessage() {
        return serverMessage;
    }

    /** No key, or a key that the server does not take. */
    public boolean isUnauthorized() {
        return status == 401 || status == 403;
    }

    /** The requested object does not exist; Comet replies 404, or 400 for an experiment key. */
    public boolean isNotFound() {
        return status == 404 || status == 400 && (sdkErrorCode == 90211 || sdkErrorCode == 90219);
    }
}
