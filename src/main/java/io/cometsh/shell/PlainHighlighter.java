package io.cometsh.shell;

import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;

/** Leaves the text as it is; JLine's own default would mark parts of it. */
final class PlainHighlighter implements Highlighter {
    @Override
    public AttributedString highlight(LineReader reader, String buffer) {
        return new AttributedString(buffer);
    }
}
