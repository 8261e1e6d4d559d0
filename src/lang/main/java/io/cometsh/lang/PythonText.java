package io.cometsh.lang;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of a Python text Groovy can read after a small change that keeps each line in place: {@code #} for comments, and
 * imports of {@code comet_ml}, whose names every script has. Only code that does not compile is read so.
 */
final class PythonText {
    private static final Pattern IMPORT = Pattern.compile(
            "(?m)^[ \\t]*(?:from[ \\t]+(?:comet_ml(?:\\.\\w+)*|datetime)[ \\t]+import[ \\t]+(?:\\([^)]*\\)|[^\\n;(]*$)"
                    + "|import[ \\t]+comet_ml(?:\\.\\w+)*[ \\t]*(?=;|\\n|$))");
    private static final Pattern QUALIFIED = Pattern.compile("\\bcomet_ml\\.(?:(?:api|query|exceptions)\\.)?(?=\\w)");

    private PythonText() {}

    /** Compiles a text as it is and, when that fails, in the form that {@link #readable} returns. */
    static Class<?> compile(String code, Function<String, Class<?>> compiler) {
        try {
            return compiler.apply(code);
        } catch (ScriptCompileException e) {
            String readable = readable(code);
            if (readable.equals(code)) {
                throw e;
            }
            return compiler.apply(readable);
        }
    }

    /** The same text where nothing in it is Python's. */
    static String readable(String code) {
        if (code.indexOf('#') < 0 && !code.contains("import")) {
            return code;
        }
        String mask = mask(code);
        StringBuilder text = new StringBuilder(code);
        Matcher imported = IMPORT.matcher(mask);
        boolean comet = false;
        while (imported.find()) {
            blank(text, imported.start(), imported.end());
            comet |= imported.group().contains("comet_ml");
        }
        Matcher qualified = QUALIFIED.matcher(mask);
        while (comet && qualified.find()) {
            blank(text, qualified.start(), qualified.end());
        }
        for (int at = mask.length() - 1; at >= 0; at--) {
            if (mask.charAt(at) == '#' && !(at == 0 && code.startsWith("#!"))) {
                text.replace(at, at + 1, "//");
            }
        }
        return text.toString();
    }

    private static void blank(StringBuilder text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (text.charAt(at) != '\n') {
                text.setCharAt(at, ' ');
            }
        }
    }

    /** The text with blanks for what is inside of strings and after the beginning of a comment; as long as before. */
    static String mask(String code) {
        StringBuilder mask = new StringBuilder(code);
        int at = 0;
        while (at < code.length()) {
            char c = code.charAt(at);
            if (c == '#' || code.startsWith("//", at)) {
                int end = code.indexOf('\n', at);
                end = end < 0 ? code.length() : end;
                blank(mask, c == '#' ? at + 1 : at, end);
                at = end;
            } else if (code.startsWith("/*", at)) {
                int end = code.indexOf("*/", at + 2);
                end = end < 0 ? code.length() : end + 2;
                blank(mask, at, end);
                at = end;
            } else if (c == '"' || c == '\'') {
                String quote = code.startsWith(String.valueOf(c).repeat(3), at)
                        ? String.valueOf(c).repeat(3)
                        : String.valueOf(c);
                int end = end(code, at + quote.length(), quote);
                blank(mask, at + quote.length(), end);
                at = end + quote.length();
            } else {
                at++;
            }
        }
        return mask.toString();
    }

    private static int end(String code, int from, String quote) {
        for (int at = from; at < code.length(); at++) {
            if (code.charAt(at) == '\\') {
                at++;
            } else if (code.startsWith(quote, at) || quote.length() == 1 && code.charAt(at) == '\n') {
                return at;
            }
        }
        return code.length();
    }
}
