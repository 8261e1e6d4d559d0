package io.cometsh.shell;

import java.util.stream.Stream;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** What the shell itself says, in colour where the terminal has it. */
final class Console {
    private static final int WIDTH_WHEN_UNKNOWN = 80;

    private final Terminal terminal;
    private final boolean colour;

    Console(Terminal terminal, boolean colour) {
        this.terminal = terminal;
        this.colour = colour && !terminal.getType().startsWith(Terminal.TYPE_DUMB);
    }

    boolean colour() {
        return colour;
    }

    /** Columns of the terminal; a terminal that does not know its width says 0. */
    int width() {
        return terminal.getWidth() > 0 ? terminal.getWidth() : WIDTH_WHEN_UNKNOWN;
    }

    void print(String text) {
        terminal.writer().print(text.endsWith("\n") ? text : text + "\n");
        terminal.flush();
    }

    /** What the shell says of itself: broken between words, unlike what belongs to the user. */
    void say(String text) {
        text.stripTrailing()
                .lines()
                .forEach(line -> WordWrap.lines(line, width()).forEach(this::print));
    }

    void error(String text) {
        styled(text, AttributedStyle.DEFAULT.foreground(AttributedStyle.RED));
    }

    void note(String text) {
        styled(text, AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW));
    }

    private void styled(String text, AttributedStyle style) {
        // Line by line: a colour that spans a line end is wrong in a pager or a narrow terminal.
        text.stripTrailing()
                .lines()
                // A line that begins with blanks shows the user's text, with a mark under it.
                .flatMap(line -> line.startsWith(" ") ? Stream.of(line) : WordWrap.lines(line, width()).stream())
                .forEach(line -> print(colour ? new AttributedString(line, style).toAnsi(terminal) : line));
    }
}
