package io.cometsh.shell;

import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp;

/** The kind of terminal that JLine gets. */
final class TerminalType {
    private static final String USUAL = "xterm-256color";
    /** Kept here, since a logger that nobody holds forgets its level. */
    private static final Logger JLINE = Logger.getLogger("org.jline");

    private TerminalType() {}

    /**
     * This one when its keys and codes can be looked up, else the one that all others imitate: a machine that is reached
     * from a new terminal does not know it, and JLine would complain with a stack trace. Null stays null.
     */
    static String known(String type) {
        if (type != null && type.isEmpty()) {
            // Its abilities are unknown.
            return Terminal.TYPE_DUMB;
        }
        if (type == null || type.startsWith(Terminal.TYPE_DUMB)) {
            return type;
        }
        Level before = JLINE.getLevel();
        JLINE.setLevel(Level.SEVERE);
        try {
            // JLine keeps what it finds and does not look again.
            return InfoCmp.getInfoCmp(type) == null ? USUAL : type;
        } catch (IOException e) {
            return USUAL;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL;
        } finally {
            JLINE.setLevel(before);
        }
    }
}
