package io.cometsh.cli;

import io.cometsh.lang.ScriptText;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.LinkedHashMap;
import java.util.Map;

/** The key file of {@code cometsh server --keys}: a line for each key, {@code KEY USER [WORKSPACE…]}. Lines that begin with # are comments. */
final class KeyFile {
    private static final String FORM = "a line is \"KEY USER [WORKSPACE…]\", for example \"f00d5a1t ann vision\"";

    private KeyFile() {}

    /**
     * By key the user and the shared workspaces. A file without a key is an error: it would open the server to everybody.
     *
     * @param err takes the warning about a file that others can read
     */
    static Map<String, String> read(Path file, PrintStream err) throws IOException {
        if (!Files.exists(file)) {
            throw new UsageException(file + ": there is no such key file; " + FORM);
        }
        Map<String, String> users = new LinkedHashMap<>();
        int number = 0;
        for (String line : ScriptText.read(file).lines().toList()) {
            number++;
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            String[] words = text.split("\\s+", 2);
            if (words.length != 2) {
                throw new UsageException(file + ":" + number + ": the user is missing; " + FORM);
            }
            if (users.put(words[0], words[1]) != null) {
                throw new UsageException(file + ":" + number + ": an earlier line has this key already");
            }
        }
        if (users.isEmpty()) {
            throw new UsageException(file + ": the key file has no key; " + FORM);
        }
        if (othersCanRead(file)) {
            err.println(
                    "cometsh server: warning: other users can read the keys in " + file + "; run: chmod 600 " + file);
        }
        return users;
    }

    private static boolean othersCanRead(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return false;
        }
        var rights = Files.getPosixFilePermissions(file);
        return rights.contains(PosixFilePermission.GROUP_READ) || rights.contains(PosixFilePermission.OTHERS_READ);
    }
}
