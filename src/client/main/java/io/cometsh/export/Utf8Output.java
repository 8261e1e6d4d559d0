package io.cometsh.export;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Text and bytes into one stream, through one buffer and without locks: what a {@link RowWriter} of millions of rows
 * writes to. One thread at a time.
 */
public final class Utf8Output extends FilterOutputStream implements Appendable {
    private static final int BYTES = 1 << 16;

    private final byte[] buffer = new byte[BYTES];
    private int count;

    public Utf8Output(OutputStream target) {
        super(target);
    }

    @Override
    public Utf8Output append(CharSequence text) throws IOException {
        return append(text, 0, text.length());
    }

    @Override
    public Utf8Output append(CharSequence text, int from, int to) throws IOException {
        if (to - from > BYTES - count) {
            drain();
        }
        int at = count;
        // What is longer than the buffer, and what is more than ASCII, goes the usual way.
        boolean ascii = to - from <= BYTES;
        for (int i = from; ascii && i < to; i++) {
            char c = text.charAt(i);
            buffer[at++] = (byte) c;
            ascii = c < 0x80;
        }
        if (ascii) {
            count = at;
        } else {
            write(text.subSequence(from, to).toString().getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    /** Of a pair of surrogates both must come in one text. */
    @Override
    public Utf8Output append(char c) throws IOException {
        if (c >= 0x80) {
            write(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
        } else {
            if (count == BYTES) {
                drain();
            }
            buffer[count++] = (byte) c;
        }
        return this;
    }

    /** A text of which the caller knows that every character is ASCII. */
    @SuppressWarnings("deprecation") // Wrong for other characters, and for these a mere copy.
    void ascii(String text) throws IOException {
        int length = text.length();
        if (length > BYTES) {
            append(text);
            return;
        }
        if (length > BYTES - count) {
            drain();
        }
        text.getBytes(0, length, buffer, count);
        count += length;
    }

    @Override
    public void write(int b) throws IOException {
        if (count == BYTES) {
            drain();
        }
        buffer[count++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > BYTES - count) {
            drain();
        }
        if (length >= BYTES) {
            out.write(bytes, offset, length);
        } else {
            System.arraycopy(bytes, offset, buffer, count, length);
            count += length;
        }
    }

    @Override
    public void flush() throws IOException {
        drain();
        out.flush();
    }

    private void drain() throws IOException {
        out.write(buffer, 0, count);
        count = 0;
    }
}
