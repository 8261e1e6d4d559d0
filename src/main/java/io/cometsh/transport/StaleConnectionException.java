package io.cometsh.transport;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** The server has closed an idle connection; nothing was sent, and a new connection is good. */
final class StaleConnectionException extends IOException {
    private static final long serialVersionUID = 1;

    private StaleConnectionException() {
        super("the server closed the idle connection");
    }

    /**
     * Refuses an idle connection that the server has closed. The HTTP library looks only after ten idle seconds, and many
     * servers close earlier.
     */
    static void check(Socket idle) throws StaleConnectionException {
        try {
            int timeout = idle.getSoTimeout();
            idle.setSoTimeout(1);
            try {
                // The end, or bytes that nobody asked for.
                idle.getInputStream().read();
            } catch (SocketTimeoutException open) {
                idle.setSoTimeout(timeout);
                return;
            }
            idle.close();
        } catch (IOException broken) {
            close(idle);
        }
        throw new StaleConnectionException();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use either way.
            return;
        }
    }
}
