package io.cometsh.shell;

import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;

/**
 * JLine's display, which writes what has changed in a line. It compares Java's characters, and would write half of an emoji
 * where the other half stays the same: then a line is cut at a whole character first.
 */
final class WholeCharacterDisplay extends Display {
    WholeCharacterDisplay(Terminal terminal, int rows, int columns) {
        super(terminal, false);
        resize(rows, columns);
    }

    @Override
    public void update(List<AttributedString> lines, int cursor, boolean flush) {
        List<AttributedString> cut = new ArrayList<>(lines);
        boolean changed = false;
        for (int i = 0; i < Math.min(lines.size(), oldLines.size()); i++) {
            AttributedString before = oldLines.get(i);
            AttributedString after = lines.get(i);
            if (hasPairs(before) || hasPairs(after)) {
                int same = commonStart(before, after);
                changed |= same < before.length();
                cut.set(i, after.subSequence(0, same));
            }
        }
        if (changed) {
            super.update(cut, -1, false);
        }
        super.update(lines, cursor, flush);
    }

    private static boolean hasPairs(AttributedString line) {
        return line.chars().anyMatch(c -> Character.isSurrogate((char) c));
    }

    private static int commonStart(AttributedString before, AttributedString after) {
        int same = 0;
        while (same < Math.min(before.length(), after.length())
                && before.charAt(same) == after.charAt(same)
                && before.styleAt(same).equals(after.styleAt(same))) {
            same++;
        }
        return same > 0 && Character.isHighSurrogate(after.charAt(same - 1)) ? same - 1 : same;
    }
}
