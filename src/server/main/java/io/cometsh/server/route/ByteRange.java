package io.cometsh.server.route;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bytes that a {@code Range} header asks for; both ends belong to it. A header that is not understood asks for everything, as HTTP wants it. */
record ByteRange(long first, long last, boolean isPart, boolean isBeyond) {
    private static final Pattern FORM = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    static ByteRange of(String header, long size) {
        Matcher form = FORM.matcher(header == null ? "" : header.trim());
        if (!form.matches() || (form.group(1).isEmpty() && form.group(2).isEmpty())) {
            return new ByteRange(0, size - 1, false, false);
        }
        if (form.group(1).isEmpty()) {
            long length = Math.min(size, Long.parseLong(form.group(2)));
            return new ByteRange(size - length, size - 1, true, length == 0);
        }
        long first = Long.parseLong(form.group(1));
        long last = form.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(form.group(2)));
        return new ByteRange(first, last, true, first >= size || last < first);
    }
}
