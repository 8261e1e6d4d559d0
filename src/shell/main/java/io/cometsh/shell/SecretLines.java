package io.cometsh.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Finds text that must not be kept: with the key that is used, with something that sets a secret, and with what looks like
 * one by the rules of gitleaks. The rules are read when the first text is tested.
 */
public final class SecretLines implements Predicate<String> {
    /** {@code api_key = "…"}, {@code apiKey: '…'}, {@code setProperty("COMET_API_KEY", "…")}, {@code token = "…"}. */
    private static final Pattern SETS_A_SECRET = Pattern.compile(
            "(?i)(api[_-]?key|access[_-]?token|secret|passwo?r?d|credential|authorization)\\w*\\W{0,2}\\s*[=:(,]\\s*\\S|\\bAPI\\(\\s*[\"']"
                    + "|token\\w*\\W{0,2}\\s*[=:(]\\s*[\"'][^\"'\\s]{8,}");

    /** {@code https://bob:pw@host}, {@code Bearer …}. */
    private static final Pattern HOLDS_A_SECRET =
            Pattern.compile("(?i)://[^/\\s:@\"']*:[^/\\s@\"']+@|\\bbearer\\s+[\\w.~+/=-]{8,}");

    private final Predicate<String> holdsTheKey;

    SecretLines(Predicate<String> holdsTheKey) {
        this.holdsTheKey = holdsTheKey;
    }

    @Override
    public boolean test(String line) {
        return holdsTheKey.test(line) || seemsSecret(line);
    }

    /** Whether a text seems to hold a secret: {@code SecretLines.seemsSecret("api_key = 'abc'")}. */
    public static boolean seemsSecret(String text) {
        return SETS_A_SECRET.matcher(text).find()
                || HOLDS_A_SECRET.matcher(text).find()
                || Rules.match(text);
    }

    /** The rules of gitleaks, in {@code secrets.tsv} with their licence. */
    private static final class Rules {
        private static final List<Rule> ALL = read();

        private Rules() {}

        static boolean match(String text) {
            String small = text.toLowerCase(Locale.ROOT);
            return ALL.stream()
                    .anyMatch(rule ->
                            rule.mayMatch(small) && rule.pattern().matcher(text).find());
        }

        private static List<Rule> read() {
            List<Rule> rules = new ArrayList<>();
            try (InputStream in = SecretLines.class.getResourceAsStream("secrets.tsv");
                    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (!line.startsWith("#")) {
                        String[] columns = line.split("\t", 3);
                        rules.add(new Rule(columns[1].split(","), columns[2]));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return rules;
        }
    }

    /** A rule is compiled when one of its words is in a text. */
    private static final class Rule {
        private final String[] words;
        private final String expression;
        private Pattern pattern;

        Rule(String[] words, String expression) {
            this.words = words;
            this.expression = expression;
        }

        boolean mayMatch(String small) {
            for (String word : words) {
                if (small.contains(word)) {
                    return true;
                }
            }
            return false;
        }

        synchronized Pattern pattern() {
            if (pattern == null) {
                pattern = Pattern.compile(expression);
            }
            return pattern;
        }
    }
}
