package io.cometsh.export;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many columns of a terminal a text takes: {@code TextWidth.of("日本")} is 4.
 *
 * <p>Counted by what a person sees as one character: an emoji of several code points (a family, a flag, a skin tone, a
 * heart in colour) takes two columns, combining marks take none.
 */
public final class TextWidth {
    private static final Pattern CHARACTER = Pattern.compile("\\X");
    private static final int JOINER = 0x200D;
    private static final int EMOJI_PRESENTATION = 0xFE0F;
    private static final int FIRST_REGIONAL = 0x1F1E6;
    private static final int LAST_REGIONAL = 0x1F1FF;
    private static final int FIRST_SKIN_TONE = 0x1F3FB;
    private static final int LAST_SKIN_TONE = 0x1F3FF;

    private TextWidth() {}

    /** The columns that a text without line ends takes. */
    public static int of(String text) {
        if (isPlain(text)) {
            return text.length();
        }
        int columns = 0;
        Matcher characters = CHARACTER.matcher(text);
        while (characters.find()) {
            columns += ofCharacter(characters.group());
        }
        return columns;
    }

    /** The text, or its beginning and {@code …} when it takes more columns than these; no character is cut in half. */
    public static String cut(String text, int columns) {
        if (of(text) <= columns) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int used = 0;
        Matcher characters = CHARACTER.matcher(text);
        while (characters.find()) {
            used += ofCharacter(characters.group());
            if (used > columns - 1) {
                break;
            }
            kept.append(characters.group());
        }
        return kept.append('…').toString();
    }

    /** The text with blanks after it up to this many columns. */
    public static String left(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - of(text)));
    }

    /** The text with blanks before it up to this many columns. */
    public static String right(String text, int columns) {
        return " ".repeat(Math.max(0, columns - of(text))) + text;
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    private static int ofCharacter(String character) {
        int columns = 0;
        int codes = 0;
        boolean emoji = false;
        for (int i = 0; i < character.length(); ) {
            int code = character.codePointAt(i);
            columns += CharacterWidth.of(code);
            emoji |= code == JOINER && codes > 0 && columns > 1
                    || code == EMOJI_PRESENTATION && codes > 0
                    || code >= FIRST_SKIN_TONE && code <= LAST_SKIN_TONE
                    || code >= FIRST_REGIONAL && code <= LAST_REGIONAL && codes > 0;
            codes++;
            i += Character.charCount(code);
        }
        return emoji ? 2 : columns;
    }
}
