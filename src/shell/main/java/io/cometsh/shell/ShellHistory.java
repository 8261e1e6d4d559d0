package io.cometsh.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cometsh.files.AtomicFile;
import io.cometsh.files.OwnerOnly;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ListIterator;
import java.util.Set;
import java.util.function.Predicate;
import org.jline.reader.History;
import org.jline.reader.LineReader;

/**
 * The lines entered so far, each once, the latest place counting. Lines with a secret and lines that begin with a blank never
 * enter.
 *
 * <p>The file holds an entry a line, with {@code \n} and {@code \\} for a line end and a backslash. Entries are appended
 * as they come, so several shells can share the file, and it is rewritten only when it has grown far beyond what is
 * kept. A file that cannot be read or written costs the user the history, never the session; JLine's own history would
 * print warnings into the terminal.
 */
final class ShellHistory implements History {
    static final int KEPT = 2_000;

    private final Path file;
    private final Predicate<String> secret;
    private final List<Entry> entries = new ArrayList<>();
    private int index;
    private boolean writable;

    private record Line(int index, Instant time, String line) implements Entry {}

    /** @param file null for a history of this session only */
    ShellHistory(Path file, Predicate<String> secret) {
        this.file = file;
        this.secret = secret;
    }

    @Override
    public void attach(LineReader reader) {
        load();
    }

    @Override
    public void load() {
        entries.clear();
        writable = file != null;
        if (file != null) {
            try {
                createPrivately(file);
                readAll(file);
            } catch (IOException | RuntimeException e) {
                writable = false;
            }
        }
        index = entries.size();
    }

    private void readAll(Path from) throws IOException {
        // Decoding by String never fails: a few damaged bytes must not lose the other lines.
        List<String> lines = new String(Files.readAllBytes(from), UTF_8).lines().toList();
        Set<String> latestLast = new LinkedHashSet<>();
        for (String line : lines) {
            String text = decoded(line);
            latestLast.remove(text);
            latestLast.add(text);
        }
        List<String> kept = new ArrayList<>(latestLast);
        kept.removeIf(text -> text.isBlank() || secret.test(text));
        kept = kept.subList(Math.max(0, kept.size() - KEPT), kept.size());
        kept.forEach(text -> entries.add(new Line(entries.size(), Instant.EPOCH, text)));
        if (writable && lines.size() > 2 * KEPT) {
            write(from, false);
        }
    }

    /** Readable by its owner only, from the moment it exists. */
    private static void createPrivately(Path file) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        Files.createDirectories(folderOf(file), OwnerOnly.folder(file));
        if (!Files.exists(file)) {
            Files.createFile(file, OwnerOnly.file(file));
        } else if (posix) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        if (!Files.isRegularFile(file) || !Files.isWritable(file)) {
            throw new FileSystemException(file.toString(), null, "not a file to write to");
        }
    }

    private static Path folderOf(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new FileSystemException(file.toString(), null, "not a file to write to");
        }
        return folder;
    }

    @Override
    public void add(Instant time, String line) {
        String text = line.stripTrailing();
        // A blank before a line keeps it out, as in other shells.
        if (text.isBlank() || Character.isWhitespace(text.charAt(0)) || secret.test(text)) {
            resetIndex();
            return;
        }
        boolean repeated =
                !entries.isEmpty() && entries.get(entries.size() - 1).line().equals(text);
        if (!repeated) {
            entries.removeIf(entry -> entry.line().equals(text));
            entries.add(new Line(entries.size(), time, text));
            if (entries.size() > KEPT) {
                entries.remove(0);
            }
            renumber();
            appendToFile(text);
        }
        resetIndex();
    }

    private void renumber() {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).index() != i) {
                entries.set(i, new Line(i, entries.get(i).time(), entries.get(i).line()));
            }
        }
    }

    private void appendToFile(String text) {
        if (!writable) {
            return;
        }
        try {
            Files.write(file, (encoded(text) + "\n").getBytes(UTF_8), StandardOpenOption.APPEND);
        } catch (IOException e) {
            writable = false;
        }
    }

    private static String encoded(String text) {
        return text.replace("\\", "\\\\").replace("\r", "").replace("\n", "\\n");
    }

    private static String decoded(String line) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            boolean escape = c == '\\' && i + 1 < line.length();
            char next = escape ? line.charAt(++i) : c;
            text.append(escape && next == 'n' ? '\n' : next);
        }
        return text.toString();
    }

    @Override
    public void save() {
        // Every line is in the file already.
    }

    @Override
    public void write(Path target, boolean incremental) throws IOException {
        StringBuilder all = new StringBuilder();
        entries.forEach(entry -> all.append(encoded(entry.line())).append('\n'));
        AtomicFile.write(target, all.toString().getBytes(UTF_8), AtomicFile.Kind.PRIVATE);
    }

    @Override
    public void append(Path target, boolean incremental) throws IOException {
        write(target, incremental);
    }

    @Override
    public void read(Path source, boolean checkDuplicates) throws IOException {
        readAll(source);
        index = entries.size();
    }

    @Override
    public void purge() throws IOException {
        entries.clear();
        index = 0;
        if (writable) {
            Files.write(file, new byte[0]);
        }
    }

    @Override
    public int size() {
        return entries.size();
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public int first() {
        return 0;
    }

    @Override
    public int last() {
        return entries.size() - 1;
    }

    @Override
    public String get(int at) {
        return entries.get(at).line();
    }

    @Override
    public ListIterator<Entry> iterator(int from) {
        return List.copyOf(entries).listIterator(Math.max(0, Math.min(from, entries.size())));
    }

    @Override
    public String current() {
        return index < entries.size() && index >= 0 ? entries.get(index).line() : "";
    }

    @Override
    public boolean previous() {
        return moveTo(index - 1);
    }

    @Override
    public boolean next() {
        if (index >= entries.size()) {
            return false;
        }
        index++;
        return index < entries.size();
    }

    @Override
    public boolean moveToFirst() {
        return index != 0 && moveTo(0);
    }

    @Override
    public boolean moveToLast() {
        return index != last() && moveTo(last());
    }

    @Override
    public boolean moveTo(int at) {
        if (at < 0 || at >= entries.size()) {
            return false;
        }
        index = at;
        return true;
    }

    @Override
    public void moveToEnd() {
        index = entries.size();
    }

    @Override
    public void resetIndex() {
        index = entries.size();
    }
}
