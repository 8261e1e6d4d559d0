package io.cometsh.completion;

import java.util.List;
import org.jline.reader.CompletingParsedLine;

/** A line whose word is what TAB would replace. */
record ShellLine(String line, int cursor, String word, int wordCursor) implements CompletingParsedLine {
    @Override
    public int wordIndex() {
        return 0;
    }

    @Override
    public List<String> words() {
        return List.of(word);
    }

    /** Candidates are written unchanged: they come escaped, with their closing quote where one is missing. */
    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
        return candidate;
    }

    /** JLine moves its cursor by whole characters: an emoji, which is two of ours, is one of its. */
    @Override
    public int rawWordCursor() {
        return word.codePointCount(0, wordCursor);
    }

    @Override
    public int rawWordLength() {
        return word.codePointCount(0, word.length());
    }
}
