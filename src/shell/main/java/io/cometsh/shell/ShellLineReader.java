package io.cometsh.shell;

import java.io.IOError;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.Candidate;
import org.jline.reader.History;
import org.jline.reader.Reference;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * JLine's reader, which shows candidates and their groups in the order of the completer, the best first, and while typing
 * how the history would continue, in gray, and below the line the parameters of the call that is being written.
 */
final class ShellLineReader extends LineReaderImpl {
    private static final int ENTRIES_LOOKED_AT = 500;
    private static final int ROWS_FOR_THE_REST = 6;

    private final Theme theme;
    private final BiFunction<String, Integer, AttributedString> tips;
    private BooleanSupplier nothingOffered = () -> false;
    private String suggested = "";

    /**
     * @param theme whether there are colours and hints; without colours there are no hints, since a suggestion would
     *     look like typed text
     * @param tips gives what to show below the line for the text before the cursor and so many columns, or null
     */
    ShellLineReader(Terminal terminal, String appName, Theme theme, BiFunction<String, Integer, AttributedString> tips)
            throws IOException {
        super(terminal, appName, new HashMap<>());
        this.theme = theme;
        this.tips = tips;
    }

    @Override
    public AttributedString getDisplayedBufferWithPrompts(List<AttributedString> secondaryPrompts) {
        boolean typing = theme.hints() && doAutosuggestion && post == null && state == State.NORMAL && buf.length() > 0;
        AttributedString shown = super.getDisplayedBufferWithPrompts(secondaryPrompts);
        suggested = typing && buf.cursor() == buf.length() ? fromHistory(buf.toString()) : "";
        AttributedString tip = typing ? tips.apply(buf.upToCursor(), Math.max(1, size.getColumns() - 1)) : null;
        if (suggested.isEmpty() && tip == null) {
            return shown;
        }
        AttributedStringBuilder full = new AttributedStringBuilder().append(shown);
        full.styled(AttributedStyle.DEFAULT.faint(), suggested);
        return tip == null
                ? full.toAttributedString()
                : full.append("\n").append(tip).toAttributedString();
    }

    /** How the latest line that begins so continues; nothing from one of several lines. */
    private String fromHistory(String begun) {
        Iterator<History.Entry> entries = getHistory().reverseIterator();
        for (int i = 0; entries.hasNext() && i < ENTRIES_LOOKED_AT; i++) {
            String line = entries.next().line();
            if (line.length() > begun.length() && line.startsWith(begun) && line.indexOf('\n') < 0) {
                return line.substring(begun.length());
            }
        }
        return "";
    }

    /** Ctrl-C can come after the beginning of a key, such as Escape, which is dropped with the line. */
    @Override
    protected <T> T doReadBinding(KeyMap<T> keys, KeyMap<T> local) {
        try {
            return super.doReadBinding(keys, local);
        } catch (IOError e) {
            KeyMap<String> nothing = new KeyMap<>();
            nothing.setNomatch("");
            nothing.setUnicode("");
            while (!bindingReader.getCurrentBuffer().isEmpty()) {
                bindingReader.readBinding(nothing);
            }
            throw e;
        }
    }

    /** JLine makes a display for each line. */
    @Override
    protected void redisplay(boolean flush) {
        if (!(display instanceof WholeCharacterDisplay)) {
            display = new WholeCharacterDisplay(terminal, size.getRows(), size.getColumns());
        }
        super.redisplay(flush);
    }

    /** JLine would make two line ends of one that comes from Windows. */
    @Override
    protected String doReadStringUntil(String sequence) {
        return super.doReadStringUntil(sequence).replace("\r\n", "\r");
    }

    /**
     * Finds the latest line that holds the text, in capitals or not. JLine's own search is for a pattern, and goes past a line
     * in which only a part of the text came earlier.
     */
    @Override
    protected boolean doSearchHistory(boolean backward) {
        if (getHistory().isEmpty()) {
            return false;
        }
        String typed = buf.toString();
        int cursor = buf.cursor();
        HistorySearch search = new HistorySearch(getHistory());
        searchBackward = backward;
        post = () -> new AttributedString((search.isFailing() ? "failing " : "") + (searchBackward ? "bck" : "fwd")
                + "-i-search: " + search.text() + "_");
        try {
            while (true) {
                redisplay();
                Binding binding = readBinding(getKeys());
                switch (binding instanceof Reference reference ? reference.name() : "") {
                    case SEND_BREAK -> {
                        show(typed, cursor);
                        return true;
                    }
                    case HISTORY_INCREMENTAL_SEARCH_BACKWARD -> search.next(searchBackward = true);
                    case HISTORY_INCREMENTAL_SEARCH_FORWARD -> search.next(searchBackward = false);
                    case BACKWARD_DELETE_CHAR -> search.shorten(searchBackward);
                    case SELF_INSERT -> search.lengthen(getLastBinding(), searchBackward);
                    default -> {
                        search.leave();
                        // For the line: Enter runs it, an arrow moves in it.
                        runMacro(getLastBinding());
                        return true;
                    }
                }
                if (search.isFailing()) {
                    beep();
                } else if (search.line() == null) {
                    show(typed, cursor);
                } else {
                    show(search.line(), search.start());
                }
            }
        } finally {
            post = null;
        }
    }

    private void show(String text, int cursor) {
        buf.clear();
        buf.write(text);
        buf.cursor(cursor);
    }

    /** At the end of the line the arrow takes over what is suggested. */
    @Override
    protected boolean forwardChar() {
        return takeSuggested() || super.forwardChar();
    }

    @Override
    protected boolean endOfLine() {
        return takeSuggested() || super.endOfLine();
    }

    private boolean takeSuggested() {
        if (suggested.isEmpty() || buf.cursor() < buf.length()) {
            return false;
        }
        buf.write(suggested);
        return true;
    }

    /** What TAB does where it has nothing to offer; returns whether it did something. */
    void whenNothingIsOffered(BooleanSupplier action) {
        nothingOffered = action;
    }

    @Override
    protected boolean expandOrComplete() {
        return super.expandOrComplete() || nothingOffered.getAsBoolean();
    }

    @Override
    protected Comparator<Candidate> getCandidateComparator(boolean caseInsensitive, String word) {
        return Comparator.comparingInt(Candidate::sort);
    }

    /** None: groups are in the order of their first candidates. */
    @Override
    protected Comparator<String> getGroupComparator() {
        return null;
    }

    @Override
    protected PostResult toColumns(
            List<Object> items,
            Candidate selection,
            String completed,
            Function<String, Integer> wcwidth,
            int width,
            boolean rowsFirst) {
        CandidateList list = laid(items, selection, completed, wcwidth, width, rowsFirst);
        int room = roomForList();
        AttributedString shown = list.shown(room);
        return new PostResult(shown, Math.min(room, list.rows()), 0, list.columns());
    }

    private CandidateList laid(
            List<Object> items,
            Candidate selection,
            String completed,
            Function<String, Integer> wcwidth,
            int width,
            boolean rowsFirst) {
        AttributedStyle plain = AttributedStyle.DEFAULT;
        CandidateList.Styles styles = theme.colour()
                ? new CandidateList.Styles(
                        getCompletionStyleGroup(),
                        getCompletionStyleStarting(),
                        getCompletionStyleDescription(),
                        getCompletionStyleSelection())
                : new CandidateList.Styles(plain, plain, plain, getCompletionStyleSelection());
        return new CandidateList(styles, wcwidth::apply, width, selection, completed, rowsFirst).lay(items);
    }

    /**
     * A list leaves in sight what one wants to look at while choosing; one that cannot be gone through is shown whole, if
     * need be after a question.
     */
    private int roomForList() {
        return isSet(Option.AUTO_MENU) ? Math.max(3, size.getRows() - ROWS_FOR_THE_REST) : Integer.MAX_VALUE;
    }

    /** JLine's menu takes an emoji for two characters when it puts the next candidate in place of the last: none then. */
    @Override
    protected boolean doList(
            List<Candidate> possible,
            String completed,
            boolean runLoop,
            BiFunction<CharSequence, Boolean, CharSequence> escaper,
            boolean forSuggestion) {
        boolean menu = isSet(Option.AUTO_MENU);
        boolean wide = hasPairs(completed) || possible.stream().anyMatch(candidate -> hasPairs(candidate.value()));
        option(Option.AUTO_MENU, menu && !wide);
        // A part of a long list is read line by line.
        int rows = laid(List.of(possible), null, completed, display::wcwidth, size.getColumns(), false)
                .rows();
        option(Option.LIST_ROWS_FIRST, rows > roomForList());
        try {
            return super.doList(possible, completed, runLoop, escaper, forSuggestion);
        } finally {
            option(Option.AUTO_MENU, menu);
        }
    }

    private static boolean hasPairs(String text) {
        return text.chars().anyMatch(c -> Character.isSurrogate((char) c));
    }
}
