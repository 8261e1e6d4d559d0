package io.cometsh.shell;

import io.cometsh.shell.Theme.Role;
import java.util.stream.Stream;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** The shell's own messages, in colour where the terminal has it. */
final class Console {
    private static final int WIDTH_WHEN_UNKNOWN = 80;

    private final Terminal terminal;
    private final Theme theme;

    Console(Terminal terminal, Theme theme) {
        this.terminal = terminal;
        this.theme = theme;
    }

    /** Columns of the terminal; a terminal that does not know its width reports 0. */
    int width() {
        return terminal.getWidth() > 0 ? terminal.getWidth() : WIDTH_WHEN_UNKNOWN;
    }

    void print(String text) {
        terminal.writer().print(text.endsWith("\n") ? text : text + "\n");
        terminal.flush();
    }

    /** The shell's own messages: broken between words, unlike what belongs to the user. */
    void message(String text) {
        text.stripTrailing()
                .lines()
                .forEach(line -> WordWrap.lines(line, width()).forEach(this::print));
    }

    void error(String text) {
        styled(theme.plain() ? SpokenMarks.of(text) : text, theme.style(Role.ERROR));
    }

    void note(String text) {
        styled(text, theme.style(Role.NOTE));
    }

    private void styled(String text, AttributedStyle style) {
        // Line by line: a colour that spans a line end is wrong in a pager or a narrow terminal.
        text.stripTrailing()
                .lines()
                // A line that begins with blanks shows the user's text, with a mark under it.
                .flatMap(line -> line.startsWith(" ") ? Stream.of(line) : WordWrap.lines(line, width()).stream())
                .forEach(line -> print(theme.colour() ? new AttributedString(line, style).toAnsi(terminal) : line));
    }
}
