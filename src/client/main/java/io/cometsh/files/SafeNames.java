package io.cometsh.files;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names that any file system takes, made from names that a server or a user chose. What cannot be in a name is written as
 * its bytes: {@code a:b} is {@code a%3Ab}.
 */
public final class SafeNames {
    private static final int MOST_BYTES = 200;
    private static final int LONGEST_ENDING = 16;
    private static final String REFUSED = "/\\:*?\"<>|";

    /** What Windows takes for a device, in whatever folder and with whatever ending. */
    private static final Pattern DEVICE =
            Pattern.compile("(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])( *\\..*)?", Pattern.CASE_INSENSITIVE);

    private SafeNames() {}

    /** A path with slashes whose parts are safe. */
    public static String path(String name) {
        StringBuilder path = new StringBuilder();
        for (String segment : name.split("/")) {
            if (!segment.isEmpty()) {
                path.append(path.isEmpty() ? "" : "/").append(segment(segment));
            }
        }
        return path.isEmpty() ? "_" : path.toString();
    }

    /** One folder or file, of at most 200 bytes. */
    public static String segment(String name) {
        return name.isEmpty() ? "_" : shortened(escaped(name));
    }

    /** The same without a limit of its length. */
    public static String escaped(String name) {
        boolean device = DEVICE.matcher(name).matches();
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < name.length(); ) {
            int c = name.codePointAt(i);
            int next = i + Character.charCount(c);
            // A dot or a blank at the end is lost on some systems, and what is only dots leads elsewhere.
            boolean lost = next == name.length() && (c == '.' || c == ' ');
            boolean refused = REFUSED.indexOf(c) >= 0 || Character.isISOControl(c) || !isCharacter(c);
            if (lost || refused || device && i == 0) {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    safe.append(String.format(Locale.ROOT, "%%%02X", b));
                }
            } else {
                safe.appendCodePoint(c);
            }
            i = next;
        }
        return safe.toString();
    }

    /** Shortens a name that is too long and keeps its ending. */
    static String shortened(String name) {
        if (name.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES) {
            return name;
        }
        int dot = name.lastIndexOf(".");
        String ending = dot > 0 && name.length() - dot <= LONGEST_ENDING ? name.substring(dot) : "";
        int left = MOST_BYTES - ending.getBytes(StandardCharsets.UTF_8).length;
        return (DistinctNames.head(name, left) + ending).replaceFirst("[. ]+$", "");
    }

    private static boolean isCharacter(int c) {
        return Character.getType(c) != Character.SURROGATE && Character.getType(c) != Character.UNASSIGNED;
    }
}
