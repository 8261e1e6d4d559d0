package io.cometsh.completion;

import java.util.Random;

/** Names that a user could give: letters, blanks, quotes, escapes, other scripts, emoji. */
final class RandomNames {
    private static final String[] PIECES = {
        "a", "Z", "loss", "val", "_", "-", "/", ".", " ", "  ", "'", "\"", "`", "\\", "\\n", "\n", "\t", "$", "${x}",
        "$x", "\\u0041", "%", "#", "(", ")", "[", "]", "{", "}", ",", ";", ":", "=", "é", "ß", "日本", "Ω", "😀", "👩‍🔬",
        "\u00a0", "'''", "\"\"\"", "/$", "//", "/*", "\r", "0", "1e-4", "null", "\u0007"
    };

    private RandomNames() {}

    /** Never empty. */
    static String next(Random random) {
        StringBuilder name = new StringBuilder();
        int pieces = 1 + random.nextInt(6);
        for (int i = 0; i < pieces; i++) {
            name.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return name.toString();
    }
}
