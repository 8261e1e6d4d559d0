package io.cometsh.plot;

import java.util.Base64;

/** A PNG between the escape codes of the two protocols that take one. */
final class InlinePng {
    /** The protocol's limit for what one escape code may carry. */
    private static final int KITTY_CHUNK = 4096;

    private static final String ESCAPE = "\u001b";

    private InlinePng() {}

    static String kitty(byte[] png) {
        String data = Base64.getEncoder().encodeToString(png);
        StringBuilder text = new StringBuilder(data.length() + 256);
        for (int from = 0; from < data.length(); from += KITTY_CHUNK) {
            int to = Math.min(data.length(), from + KITTY_CHUNK);
            text.append(ESCAPE)
                    .append("_G")
                    // q=2: the terminal answers nothing, which would arrive as typed keys.
                    .append(from == 0 ? "a=T,f=100,q=2," : "")
                    .append("m=")
                    .append(to < data.length() ? 1 : 0)
                    .append(';')
                    .append(data, from, to)
                    .append(ESCAPE)
                    .append('\\');
        }
        return text.append('\n').toString();
    }

    /** Without a width, which the terminal would take for one in cells. */
    static String iterm2(byte[] png) {
        return ESCAPE + "]1337;File=inline=1;size=" + png.length + ":"
                + Base64.getEncoder().encodeToString(png) + "\u0007\n";
    }
}
