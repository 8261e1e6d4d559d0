package io.cometsh.shell;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import org.jline.reader.Candidate;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;

/** JLine's reader, which shows candidates and their groups in the order of the completer: the best first. */
final class ShellLineReader extends LineReaderImpl {
    ShellLineReader(Terminal terminal, String appName) throws IOException {
        super(terminal, appName, new HashMap<>());
    }

    @Override
    protected Comparator<Candidate> getCandidateComparator(boolean caseInsensitive, String word) {
        return Comparator.comparingInt(Candidate::sort);
    }

    /** None: groups stand in the order of their first candidates. */
    @Override
    protected Comparator<String> getGroupComparator() {
        return null;
    }
}
