package io.cometsh.cli;

import java.util.ResourceBundle;
import java.util.logging.Logger;

/**
 * What {@code System.getLogger} returns: the loggers of {@code java.util.logging}, as Java's own finder does.
 *
 * <p>Java looks for such a class at each start: for the first logger, and since Java 21 at the end of the program too. Where
 * none is found, the search opens all libraries, which takes 25 ms of processor time. It ends early because the first jar
 * has two such classes, and the second jar a file of this name, since Java looks one step ahead.
 */
public class JavaLoggers extends System.LoggerFinder {
    @Override
    public System.Logger getLogger(String name, Module module) {
        return new JavaLogger(Logger.getLogger(name));
    }

    /** Only found: Java asks whether there is a second one. */
    public static final class Second extends JavaLoggers {}

    private record JavaLogger(Logger target) implements System.Logger {
        @Override
        public String getName() {
            return target.getName();
        }

        @Override
        public boolean isLoggable(Level level) {
            return target.isLoggable(same(level));
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
            target.logrb(same(level), getName(), null, bundle, message, thrown);
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
            target.logrb(same(level), getName(), null, bundle, format, parameters);
        }

        /** Both kinds of levels have the same numbers. */
        private static java.util.logging.Level same(Level level) {
            return java.util.logging.Level.parse(Integer.toString(level.getSeverity()));
        }
    }
}
