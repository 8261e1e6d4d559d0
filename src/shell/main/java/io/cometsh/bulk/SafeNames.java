package io.cometsh.bulk;

import io.cometsh.export.DistinctNames;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Names that any file system takes, out of names that a server or a user chose. */
final class SafeNames {
    private static final int MOST_BYTES = 200;
    private static final int LONGEST_ENDING = 16;
    private static final String REFUSED = "\\:*?\"<>|";

    /** What Windows takes for a device, in whatever folder and with whatever ending. */
    private static final Pattern DEVICE =
            Pattern.compile("(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])( *\\..*)?", Pattern.CASE_INSENSITIVE);

    private SafeNames() {}

    /** A path with slashes, as it is where that is harmless; what could lead elsewhere, or is no name, is replaced. */
    static String path(String name) {
        StringBuilder path = new StringBuilder();
        for (String segment : name.split("/")) {
            if (!segment.isEmpty()) {
                path.append(path.isEmpty() ? "" : "/").append(segment(segment));
            }
        }
        return path.isEmpty() ? "_" : path.toString();
    }

    /** One folder or file. */
    static String segment(String name) {
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < name.length(); ) {
            int c = name.codePointAt(i);
            i += Character.charCount(c);
            boolean kept = c != '/' && REFUSED.indexOf(c) < 0 && !Character.isISOControl(c) && isCharacter(c);
            safe.append(kept ? Character.toString(c) : "_");
        }
        shorten(safe);
        // A dot or a blank at the end is lost on some systems, and what is only dots leads elsewhere.
        while (!safe.isEmpty() && ". ".indexOf(safe.charAt(safe.length() - 1)) >= 0) {
            safe.setLength(safe.length() - 1);
        }
        return safe.isEmpty() ? "_" : DEVICE.matcher(safe).matches() ? "_" + safe : safe.toString();
    }

    /** Cuts a name that is too long before its ending, so that it still says what the file is. */
    private static void shorten(StringBuilder name) {
        if (name.toString().getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES) {
            return;
        }
        int dot = name.lastIndexOf(".");
        String ending = dot > 0 && name.length() - dot <= LONGEST_ENDING ? name.substring(dot) : "";
        int left = MOST_BYTES - ending.getBytes(StandardCharsets.UTF_8).length;
        String cut = DistinctNames.head(name.toString(), left) + ending;
        name.setLength(0);
        name.append(cut);
    }

    private static boolean isCharacter(int c) {
        return Character.getType(c) != Character.SURROGATE && Character.getType(c) != Character.UNASSIGNED;
    }
}
