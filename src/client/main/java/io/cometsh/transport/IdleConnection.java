package io.cometsh.transport;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;

/**
 * Whether a server has closed an idle connection. The HTTP library looks only after ten idle seconds, and many servers
 * close earlier.
 */
final class IdleConnection {
    private IdleConnection() {}

    /** False when it has been closed there; it is closed here then, so that the library takes another one. */
    static boolean isOpen(Socket idle) {
        try {
            int timeout = idle.getSoTimeout();
            idle.setSoTimeout(1);
            try {
                // The end, or bytes that nobody asked for.
                idle.getInputStream().read();
            } catch (SocketTimeoutException silent) {
                idle.setSoTimeout(timeout);
                return true;
            }
            idle.close();
        } catch (IOException broken) {
            close(idle);
        }
        return false;
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
