package io.cometsh.shell;

import org.jline.keymap.KeyMap;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.utils.InfoCmp.Capability;

/** Ctrl-X Ctrl-E: the line that is being typed in the user's editor, and back. */
final class EditorKey {
    private static final String WIDGET = "edit-in-editor";

    private final ShellLineReader reader;
    private final KeyTerminal terminal;
    private final EditCommand command;
    /** As the editor expects the terminal. */
    private final Attributes cooked;

    private EditorKey(ShellLineReader reader, KeyTerminal terminal, EditCommand command) {
        this.reader = reader;
        this.terminal = terminal;
        this.command = command;
        this.cooked = terminal.getAttributes();
    }

    static void install(ShellLineReader reader, KeyTerminal terminal, EditCommand command) {
        EditorKey key = new EditorKey(reader, terminal, command);
        reader.getWidgets().put(WIDGET, key::edit);
        reader.getKeyMaps().get(LineReader.MAIN).bind(new Reference(WIDGET), KeyMap.ctrl('X') + KeyMap.ctrl('E'));
    }

    private boolean edit() {
        String text;
        try {
            text = inEditor(reader.getBuffer().toString());
        } catch (CommandException e) {
            reader.printAbove(e.getMessage());
            return false;
        } finally {
            reader.callWidget(LineReader.REDRAW_LINE);
        }
        reader.getBuffer().clear();
        reader.getBuffer().write(text);
        return true;
    }

    private String inEditor(String before) {
        Attributes editing = terminal.getAttributes();
        // Ctrl-C is for the editor.
        SignalHandler interrupt = terminal.handle(Signal.INT, signal -> {});
        terminal.puts(Capability.keypad_local);
        terminal.writer().write(LineReaderImpl.BRACKETED_PASTE_OFF);
        terminal.flush();
        terminal.setAttributes(cooked);
        try {
            return command.edited(before);
        } finally {
            terminal.setAttributes(editing);
            terminal.puts(Capability.keypad_xmit);
            terminal.writer().write(LineReaderImpl.BRACKETED_PASTE_ON);
            terminal.flush();
            terminal.handle(Signal.INT, interrupt);
        }
    }
}
