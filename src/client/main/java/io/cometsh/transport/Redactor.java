package io.cometsh.transport;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes secrets out of text that others wrote: a server's message, a redirect, an exception of the HTTP library. */
final class Redactor {
    private static final String HIDDEN = "<hidden>";
    // A shorter secret ("K" in a test) would be found inside ordinary words; it counts only as a whole word.
    private static final int LONG_ENOUGH = 8;
    private final List<String> secrets = new ArrayList<>();

    Redactor(Collection<String> secrets) {
        Set<String> forms = new LinkedHashSet<>();
        for (String secret : secrets) {
            if (secret == null || secret.isBlank()) {
                continue;
            }
            addForms(secret.strip(), forms);
            int star = secret.indexOf('*');
            if (star > 0) {
                addForms(secret.substring(0, star).strip(), forms);
            }
        }
        this.secrets.addAll(forms);
        // Not by Comparator's own methods: their comparators can be serialized, and so are in no class archive.
        this.secrets.sort((a, b) -> Integer.compare(b.length(), a.length()));
    }

    /** The secret as text, and in its form in an address, in JSON and in HTML. */
    private static void addForms(String secret, Set<String> forms) {
        forms.add(secret);
        String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        forms.add(encoded);
        if (encoded.indexOf('%') >= 0) {
            forms.add(Pattern.compile("%[0-9A-F]{2}")
                    .matcher(encoded)
                    .replaceAll(hex -> hex.group().toLowerCase(Locale.ROOT)));
        }
        forms.add(encoded.replace("+", "%20").replace("*", "%2A"));
        String json = secret.replace("\\", "\\\\").replace("\"", "\\\"");
        forms.add(json);
        forms.add(json.replace("/", "\\/"));
        forms.add(secret.replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace("<", "&lt;")
                .replace(">", "&gt;"));
    }

    /** The text with every secret replaced by {@code <hidden>}; null stays null. */
    String clean(String text) {
        String cleaned = text;
        if (text != null) {
            for (String secret : secrets) {
                cleaned = cleaned.contains(secret) ? without(secret, cleaned) : cleaned;
            }
        }
        return cleaned;
    }

    private static String without(String secret, String text) {
        return secret.length() >= LONG_ENOUGH
                ? text.replace(secret, HIDDEN)
                : text.replaceAll(
                        "(?<![A-Za-z0-9])" + Pattern.quote(secret) + "(?![A-Za-z0-9])",
                        Matcher.quoteReplacement(HIDDEN));
    }

    /** The failure itself when it and its causes are clean, else a copy that has only the cleaned words. */
    IOException clean(IOException failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at.getMessage() != null && !at.getMessage().equals(clean(at.getMessage()))) {
                IOException copy = new IOException(failure.getClass().getName() + ": " + clean(failure.getMessage()));
                copy.setStackTrace(failure.getStackTrace());
                return copy;
            }
        }
        return failure;
    }
}
