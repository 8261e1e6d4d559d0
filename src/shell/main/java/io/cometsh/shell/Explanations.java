package io.cometsh.shell;

import io.cometsh.completion.ShellCompleter;
import java.util.List;
import org.jline.keymap.KeyMap;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;

/**
 * Documentation while one types, above the line: Shift-TAB or F1 shows the page of what the cursor is at; TAB where there is
 * nothing to offer shows it in short, and in full the second time.
 */
final class Explanations {
    private static final String WIDGET = "explain";

    private final ShellCompleter completer;
    private final DocCommand documentation;
    private String explained = "";
    private boolean inFull;

    Explanations(ShellCompleter completer, DocCommand documentation) {
        this.completer = completer;
        this.documentation = documentation;
    }

    /** Lets the reader explain on its keys, and where its TAB finds nothing. */
    void install(ShellLineReader reader) {
        Terminal terminal = reader.getTerminal();
        reader.getWidgets().put(WIDGET, () -> explain(reader, true));
        KeyMap<org.jline.reader.Binding> keys = reader.getKeyMaps().get(LineReader.MAIN);
        for (Capability capability : List.of(Capability.back_tab, Capability.key_f1)) {
            String key = KeyMap.key(terminal, capability);
            if (key != null) {
                keys.bind(new Reference(WIDGET), key);
            }
        }
        // What terminals send, even when their description differs.
        keys.bind(new Reference(WIDGET), KeyMap.translate("^[[Z"));
        reader.whenNothingIsOffered(() -> explain(reader, false));
    }

    /** Returns whether there was something to show. */
    private boolean explain(ShellLineReader reader, boolean atOnceInFull) {
        if (!atOnceInFull && completer.isMissingNames()) {
            // There may be something to offer yet.
            return false;
        }
        String before = reader.getBuffer().upToCursor();
        boolean again = before.equals(explained);
        if (again && inFull) {
            return true;
        }
        boolean full = atOnceInFull || again;
        String text = text(before, Math.max(20, reader.getTerminal().getWidth() - 1), full);
        if (text == null) {
            return false;
        }
        explained = before;
        inFull = full;
        reader.printAbove(text + "\n");
        return true;
    }

    private String text(String before, int width, boolean full) {
        String subject = completer.subject(before);
        String page = subject == null ? null : documentation.page(subject, width);
        if (page == null) {
            List<String> forms = completer.signatures(before);
            return forms.isEmpty() ? null : String.join("\n", forms);
        }
        String brief = full ? page : documentation.brief(subject, width);
        return brief.equals(page) ? page : brief + "\n(TAB again, or Shift-TAB: full text)";
    }

    /** A new line begins: everything may be shown again. */
    void forget() {
        explained = "";
        inFull = false;
    }
}
