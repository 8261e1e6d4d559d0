package io.cometsh.shell;

import io.cometsh.plot.ImageProtocol;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;

/**
 * Asks a terminal what it can do. Its answers come in among the keys that the user presses: the reader of these hands
 * over what {@link #isBegun} knows, to its end. The environment alone is not an answer: it passes through ssh, tmux and
 * the programs that start each other, and Windows Terminal sets nothing in it.
 */
public final class TerminalAnswers {
    private static final String CELL = "\u001b[6;";
    /** What answers begin with; of the keys only Page Down does, with a modifier. */
    private static final List<String> BEGINNINGS = List.of("\u001b[?", "\u001b]11;", "\u001b_G", CELL);
    /** Pixels of a line; nobody reads letters of more. */
    private static final int HIGHEST_CELL = 200;

    private static final long PATIENCE_MILLIS = 300;
    private static final char ESCAPE = '\u001b';
    private static final char BELL = '\u0007';
    private static final String CELL_SIZE = "\u001b[16t";
    private static final String GROUND = "\u001b]11;?\u001b\\";
    /** A picture of one pixel that is not to be shown; its number comes back with "OK". */
    private static final String KITTY = "\u001b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u001b\\";
    /** Every terminal knows this question: when it is answered, the others have been, or will not be. */
    private static final String ATTRIBUTES = "\u001b[c";

    private static final Pattern ATTRIBUTES_ANSWER = Pattern.compile("\u001b\\[\\?([0-9;]*)c");
    private static final Pattern CELL_ANSWER = Pattern.compile("\u001b\\[6;(\\d{1,4});(\\d{1,4})t");
    private static final Pattern KITTY_ANSWER = Pattern.compile("\u001b_Gi=31[^;]*;OK.*", Pattern.DOTALL);
    private static final Pattern GROUND_ANSWER = Pattern.compile(
            "\u001b\\]11;rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4}).*", Pattern.DOTALL);
    private static final String SIXEL = "4";

    private final IntConsumer ground;
    private volatile TerminalTraits traits = TerminalTraits.UNKNOWN;
    private volatile boolean pending;
    private Size asked;

    /** @param ground receives the background color when it is known */
    TerminalAnswers(IntConsumer ground) {
        this.ground = ground;
    }

    /**
     * Asks the terminal that this process was started on; for a script, which does not read its keys.
     *
     * @return {@link TerminalTraits#UNKNOWN} when it does not answer at once, or the user has typed ahead
     */
    public static TerminalTraits ask(Map<String, String> environment) {
        try (Terminal terminal = Shell.openTerminal()) {
            TerminalAnswers answers = new TerminalAnswers(colour -> {});
            Attributes before = terminal.enterRawMode();
            try {
                // What was typed ahead is for the program that comes next, and to read an answer is to take it away.
                if (System.in.available() == 0) {
                    answers.ask(terminal, environment);
                    answers.await(terminal.reader()::read);
                }
            } finally {
                terminal.setAttributes(before);
            }
            return answers.traits();
        } catch (IOException e) {
            return TerminalTraits.UNKNOWN;
        }
    }

    /** What to write to the terminal; empty for one that would show the questions instead of answering them. */
    static String questions(Map<String, String> environment, String type) {
        if (type.startsWith("dumb") || type.equals("linux") || type.startsWith("vt") || type.equals("ansi")) {
            return "";
        }
        // These two take what kitty understands for a title or for text.
        boolean titles =
                ImageProtocol.isMultiplexed(environment) || "Apple_Terminal".equals(environment.get("TERM_PROGRAM"));
        return (titles ? "" : KITTY + CELL_SIZE) + GROUND + ATTRIBUTES;
    }

    /**
     * Sends the questions, to a terminal that answers them: all of them the first time, and the size of a character again
     * when the window has another size, which it also gets from larger letters.
     */
    void ask(Terminal terminal, Map<String, String> environment) {
        Size size = terminal.getSize();
        String questions = "";
        if (asked == null) {
            questions = questions(environment, terminal.getType());
        } else if (!asked.equals(size) && traits.cellWidth() > 0 && !pending) {
            questions = CELL_SIZE + ATTRIBUTES;
        }
        asked = size;
        if (!questions.isEmpty()) {
            pending = true;
            terminal.writer().print(questions);
            terminal.flush();
        }
    }

    /** Reads a character within so many milliseconds; below 0 when none comes. */
    @FunctionalInterface
    interface Keys {
        int read(long millis) throws IOException;
    }

    /** Waits a moment for the last answer and gives what the user has typed meanwhile. */
    String await(Keys keys) throws IOException {
        StringBuilder typed = new StringBuilder();
        StringBuilder begun = new StringBuilder();
        while (pending) {
            int c = keys.read(PATIENCE_MILLIS);
            if (c < 0) {
                // It does not answer, or not in time.
                pending = false;
                break;
            }
            begun.append((char) c);
            if (!isBegun(begun.toString())) {
                typed.append(begun);
                begun.setLength(0);
            } else if (isComplete(begun.toString())) {
                typed.append(take(begun.toString()) ? "" : begun);
                begun.setLength(0);
            }
        }
        return typed.append(begun).toString();
    }

    /** Whether the last answer is still to come. */
    boolean isPending() {
        return pending;
    }

    TerminalTraits traits() {
        return traits;
    }

    /** The same so that no key begins like one of them: with every height that a character may have. */
    static List<String> beginnings() {
        List<String> beginnings = new ArrayList<>(BEGINNINGS);
        beginnings.remove(CELL);
        IntStream.rangeClosed(1, HIGHEST_CELL).forEach(height -> beginnings.add(CELL + height + ";"));
        return beginnings;
    }

    /** Whether the text that was read so far can continue as an answer. */
    static boolean isBegun(String text) {
        return BEGINNINGS.stream().anyMatch(begin -> begin.startsWith(text) || text.startsWith(begin));
    }

    /** Whether an escape sequence that began as an answer is complete. */
    static boolean isComplete(String text) {
        char last = text.charAt(text.length() - 1);
        if (text.length() < 3) {
            return false;
        }
        return text.charAt(1) == '['
                ? last >= '@' && last <= '~'
                : last == BELL || last == '\\' && text.charAt(text.length() - 2) == ESCAPE;
    }

    /** Takes an answer; false for what is none, such as a key with a modifier. */
    boolean take(String answer) {
        Matcher attributes = ATTRIBUTES_ANSWER.matcher(answer);
        if (attributes.matches()) {
            pending = false;
            List<String> numbers = List.of(attributes.group(1).split(";"));
            // The first is the kind of terminal; a VT100 of kind 4 draws nothing.
            boolean sixel = numbers.subList(1, numbers.size()).contains(SIXEL);
            if (sixel && traits.images() == null) {
                traits = traits.withImages(ImageProtocol.SIXEL);
            }
            return true;
        }
        Matcher cell = CELL_ANSWER.matcher(answer);
        if (cell.matches()) {
            traits = traits.withCell(Integer.parseInt(cell.group(2)), Integer.parseInt(cell.group(1)));
            return true;
        }
        Matcher colours = GROUND_ANSWER.matcher(answer);
        if (colours.matches()) {
            int colour =
                    eightBits(colours.group(1)) << 16 | eightBits(colours.group(2)) << 8 | eightBits(colours.group(3));
            traits = traits.withGround(colour);
            ground.accept(colour);
            return true;
        }
        if (KITTY_ANSWER.matcher(answer).matches()) {
            traits = traits.withImages(ImageProtocol.KITTY);
            return true;
        }
        return false;
    }

    /** One to four hexadecimal digits are the upper ones of the same fraction. */
    private static int eightBits(String digits) {
        double most = Math.pow(16, digits.length()) - 1;
        return (int) Math.round(Integer.parseInt(digits, 16) * 255 / most);
    }
}
