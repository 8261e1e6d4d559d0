package io.cometsh.shell;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Tells lines that must not be kept: those with the key itself, and those that seem to set one. */
public final class SecretLines implements Predicate<String> {
    /** {@code api_key = "…"}, {@code apiKey: '…'}, {@code COMET_API_KEY=…}, {@code setApiKey("…")}, and passwords alike. */
    private static final Pattern SETS_A_SECRET = Pattern.compile(
            "(?i)(api[_-]?key|secret|password|passwd|access[_-]?token)\\w*\\W{0,2}\\s*[=:(]\\s*\\S|\\bAPI\\(\\s*[\"']");

    private final Predicate<String> holdsTheKey;

    SecretLines(Predicate<String> holdsTheKey) {
        this.holdsTheKey = holdsTheKey;
    }

    @Override
    public boolean test(String line) {
        return holdsTheKey.test(line) || seemsSecret(line);
    }

    /** Whether a text seems to set a secret: {@code SecretLines.seemsSecret("api_key = 'abc'")}. */
    public static boolean seemsSecret(String text) {
        return SETS_A_SECRET.matcher(text).find();
    }
}
