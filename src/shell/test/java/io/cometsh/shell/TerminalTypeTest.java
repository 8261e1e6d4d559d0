package io.cometsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TerminalTypeTest {
    @Test
    void a_terminal_that_the_machine_does_not_know_is_taken_for_the_usual_one_without_a_word() {
        AtomicInteger messages = new AtomicInteger();
        Logger logger = Logger.getLogger("org.jline");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                messages.incrementAndGet();
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        try {
            assertThat(TerminalType.known("xterm-of-next-year")).isEqualTo("xterm-256color");
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(messages).hasValue(0);
    }

    @Test
    void a_known_one_and_a_dumb_one_stay_what_they_are() {
        assertThat(TerminalType.known("xterm")).isEqualTo("xterm");
        assertThat(TerminalType.known("xterm-256color")).isEqualTo("xterm-256color");
        assertThat(TerminalType.known("dumb")).isEqualTo("dumb");
        assertThat(TerminalType.known("")).isEqualTo("dumb");
        assertThat(TerminalType.known(null)).isNull();
    }
}
