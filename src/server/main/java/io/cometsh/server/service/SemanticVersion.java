package io.cometsh.server.service;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version as semver.org defines it: {@code 1.2.0}, {@code 2.0.0-rc.1+build}. A greater one is newer; what follows a plus makes no difference.
 *
 * @param preRelease what follows the dash, without it; null for a release
 */
record SemanticVersion(BigInteger major, BigInteger minor, BigInteger patch, String preRelease)
        implements Comparable<SemanticVersion> {
    static final String FIRST = "1.0.0";

    private static final String NUMBER = "(0|[1-9]\\d{0,30})";
    private static final String IDENTIFIERS = "([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)";
    private static final Pattern FORM = Pattern.compile(
            NUMBER + "\\." + NUMBER + "\\." + NUMBER + "(?:-" + IDENTIFIERS + ")?(?:\\+" + IDENTIFIERS + ")?");
    private static final Pattern DIGITS = Pattern.compile("\\d+");

    private static final Comparator<SemanticVersion> ORDER = Comparator.comparing(SemanticVersion::major)
            .thenComparing(SemanticVersion::minor)
            .thenComparing(SemanticVersion::patch)
            // A release is newer than what led to it.
            .thenComparing(SemanticVersion::preRelease, Comparator.nullsLast(SemanticVersion::comparePreReleases));

    /** Empty when the text is not a version. */
    static Optional<SemanticVersion> of(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new SemanticVersion(
                        new BigInteger(form.group(1)),
                        new BigInteger(form.group(2)),
                        new BigInteger(form.group(3)),
                        form.group(4)))
                : Optional.empty();
    }

    /** The version of a text that was checked when it came in. */
    static SemanticVersion stored(String text) {
        return of(text).orElseThrow(() -> new IllegalStateException("not a version: " + text));
    }

    /** The version that follows by default: {@code 3.0.0} after {@code 2.5.14}. */
    String nextMajor() {
        return major.add(BigInteger.ONE) + ".0.0";
    }

    @Override
    public int compareTo(SemanticVersion other) {
        return ORDER.compare(this, other);
    }

    private static int comparePreReleases(String a, String b) {
        List<String> left = List.of(a.split("\\."));
        List<String> right = List.of(b.split("\\."));
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int order = compareIdentifiers(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    /** Numbers by their value and before words. */
    private static int compareIdentifiers(String a, String b) {
        boolean first = DIGITS.matcher(a).matches();
        boolean second = DIGITS.matcher(b).matches();
        if (first && second) {
            return new BigInteger(a).compareTo(new BigInteger(b));
        }
        return first == second ? a.compareTo(b) : first ? -1 : 1;
    }
}
