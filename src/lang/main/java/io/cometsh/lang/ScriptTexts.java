package io.cometsh.lang;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The texts of the scripts that this program runs, by the file names in stack traces: errors quote from them. */
final class ScriptTexts {
    private static final Map<String, ErrorLocation.ErrorSource> TEXTS = new ConcurrentHashMap<>();

    private ScriptTexts() {}

    static void remember(String name, String code) {
        TEXTS.put(fileName(name), new ErrorLocation.ErrorSource(name, code, false));
    }

    /** Null for any other file. */
    static ErrorLocation.ErrorSource of(String fileName) {
        return TEXTS.get(fileName);
    }

    /** What a stack trace keeps of a path. */
    private static String fileName(String name) {
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }
}
