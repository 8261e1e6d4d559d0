package io.cometsh.bulk;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names that any file system takes, out of names that a server or a user chose. */
final class SafeNames {
    private static final int MOST_BYTES = 200;
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
        int bytes = 0;
        for (int i = 0; i < name.length(); ) {
            int c = name.codePointAt(i);
            i += Character.charCount(c);
            boolean kept = c != '/' && REFUSED.indexOf(c) < 0 && !Character.isISOControl(c) && isCharacter(c);
            String text = kept ? Character.toString(c) : "_";
            bytes += text.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MOST_BYTES) {
                break;
            }
            safe.append(text);
        }
        // A dot or a blank at the end is lost on some systems, and what is only dots leads elsewhere.
        while (!safe.isEmpty() && ". ".indexOf(safe.charAt(safe.length() - 1)) >= 0) {
            safe.setLength(safe.length() - 1);
        }
        return safe.isEmpty() ? "_" : DEVICE.matcher(safe).matches() ? "_" + safe : safe.toString();
    }

    /** {@code figure.png} with something before the ending: {@code figure_12.png}. */
    static String marked(String path, String mark) {
        int slash = path.lastIndexOf('/');
        int dot = path.lastIndexOf('.');
        int end = dot > slash + 1 ? dot : path.length();
        return path.substring(0, end) + "_" + segment(mark) + path.substring(end);
    }

    /** By this, two names are one on a system that ignores case. */
    static String folded(String path) {
        return path.toLowerCase(Locale.ROOT);
    }

    private static boolean isCharacter(int c) {
        return Character.getType(c) != Character.SURROGATE && Character.getType(c) != Character.UNASSIGNED;
    }
}
