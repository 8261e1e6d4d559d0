package io.cometsh.cli;

import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What the build has some of OkHttp's classes call instead of their own code, because that loads much at each start. The
 * changes are in {@code LibraryPatcher}; each method here gives what the replaced one gives.
 */
public final class OkHttpStart {
    private static final String CLIENT = "okhttp3.OkHttpClient";

    private OkHttpStart() {}

    /** Java's own method reads the file of all time zones. */
    public static TimeZone getTimeZone(String name) {
        return name.equals("GMT") ? new SimpleTimeZone(0, name) : TimeZone.getTimeZone(name);
    }

    /**
     * Whether the name of a host is its own form in ASCII, so that no tables of Unicode are needed: it has only digits and
     * letters in lower case, and no encoded label.
     */
    public static boolean isPlainHost(String host) {
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '-')) {
                return false;
            }
        }
        return !host.contains("xn--");
    }

    /** Whether OkHttp takes it for an address and not for a name: hexadecimal digits with a colon, or digits with points. */
    public static boolean canParseAsIpAddress(String host) {
        int colon = host.indexOf(':');
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean isDigit = c >= '0' && c <= '9';
            boolean isHexadecimal = isDigit || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
            boolean belongs = colon < 0 ? isDigit || c == '.' : isHexadecimal || i >= colon && (c == ':' || c == '.');
            if (!belongs) {
                return false;
            }
        }
        return !host.isEmpty();
    }

    /** OkHttp writes to its log for debugging, and when something is wrong; until then there is none. */
    public static Logger getLogger(String name) {
        boolean used = System.getProperty("java.util.logging.config.file") != null
                || System.getProperty("java.util.logging.config.class") != null;
        return used ? Logger.getLogger(name) : null;
    }

    /** For {@code Level.FINE}, whose class makes lambdas: {@link #isLoggable} knows the level. */
    public static Level fine() {
        return null;
    }

    /** @param fine {@code null} for {@code FINE}, the only level that OkHttp asks for */
    public static boolean isLoggable(Logger log, Level fine) {
        return log != null && log.isLoggable(Level.FINE);
    }

    public static void fine(Logger log, String message) {
        log.fine(message);
    }

    public static void log(Logger log, Level level, String message, Throwable thrown) {
        (log == null ? Logger.getLogger(CLIENT) : log).log(level, message, thrown);
    }

    /** The log may be {@code null}. */
    @SuppressWarnings("unused") // OkHttp calls it.
    public static void checkNotNullParameter(Object value, String name) {}

    /** The log may be {@code null}. */
    @SuppressWarnings("unused") // OkHttp calls it.
    public static void checkNotNullExpressionValue(Object value, String name) {}
}
