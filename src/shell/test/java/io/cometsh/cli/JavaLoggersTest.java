package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A logger of the platform writes to the logger of the same name of {@code java.util.logging}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JavaLoggersTest {
    private final Logger target = Logger.getLogger("cometsh.test");
    private final List<String> lines = new ArrayList<>();

    @Test
    void java_finds_it() {
        assertThat(System.LoggerFinder.getLoggerFinder()).isInstanceOf(JavaLoggers.class);
    }

    @Test
    void messages_levels_and_parameters_arrive() {
        System.Logger logger = System.getLogger("cometsh.test");
        target.setUseParentHandlers(false);
        target.setLevel(Level.FINE);
        target.addHandler(new Handler() {
            @Override
            public void publish(LogRecord record) {
                Object[] parameters = record.getParameters();
                lines.add(record.getLevel() + " " + record.getLoggerName() + " " + record.getMessage() + " "
                        + (parameters == null ? "" : List.of(parameters)) + " " + record.getThrown());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
        logger.log(System.Logger.Level.ERROR, "broken", new IllegalStateException("why"));
        logger.log(System.Logger.Level.WARNING, "{0} of {1}", 1, 2);
        logger.log(System.Logger.Level.INFO, () -> "late");
        logger.log(System.Logger.Level.DEBUG, "debug");
        logger.log(System.Logger.Level.TRACE, "trace");
        assertThat(lines)
                .containsExactly(
                        "SEVERE cometsh.test broken  java.lang.IllegalStateException: why",
                        "WARNING cometsh.test {0} of {1} [1, 2] null",
                        "INFO cometsh.test late  null",
                        "FINE cometsh.test debug  null");
        assertThat(logger.getName()).isEqualTo("cometsh.test");
        assertThat(logger.isLoggable(System.Logger.Level.DEBUG)).isTrue();
        assertThat(logger.isLoggable(System.Logger.Level.TRACE)).isFalse();
        assertThat(logger.isLoggable(System.Logger.Level.OFF)).isTrue();
    }
}
