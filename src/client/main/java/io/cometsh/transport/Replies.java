package io.cometsh.transport;

import java.util.Locale;

/** What a reply must be, and the exceptions for when it is not. */
public final class Replies {
    private static final int WORDS_SHOWN = 200;

    private Replies() {}

    /**
     * The reply's bytes, which begin like JSON: {@code Replies.requireJson(request, transport.send(request))}.
     *
     * <p>The label counts less than the content: any label will do around something that begins like JSON, except
     * {@code text/html}. Comet's own client takes only the exact words {@code application/json} or
     * {@code application/octet-stream}, which no proxy may lengthen.
     *
     * @throws CometReplyException when it is empty, HTML, or anything else
     */
    public static byte[] requireJson(ApiRequest request, ApiReply reply) {
        if (isPage(reply)) {
            throw notJson(request, reply, null);
        }
        byte[] body = reply.body();
        int at = start(body);
        if (at >= body.length || "{[\"-0123456789tfnNI".indexOf(body[at]) < 0) {
            throw notJson(request, reply, null);
        }
        return body;
    }

    /** Whether the reply is a web page, by its label. */
    public static boolean isPage(ApiReply reply) {
        String label = reply.contentType() == null ? "" : reply.contentType().toLowerCase(Locale.ROOT);
        return label.startsWith("text/html") || label.startsWith("application/xhtml");
    }

    /** For a web page where a file was expected. */
    public static CometReplyException page(ApiRequest request, ApiReply reply) {
        return new CometReplyException(
                request.describe() + ": answered " + Sanitizer.printable(reply.contentType(), 60)
                        + ", a web page: is the address a Comet server?",
                null);
    }

    /** For a body that looked like JSON and could not be parsed. */
    public static CometReplyException notJson(ApiRequest request, ApiReply reply, Throwable cause) {
        String kind = reply.contentType() == null ? "no content type" : Sanitizer.printable(reply.contentType(), 60);
        if (start(reply.body()) >= reply.body().length) {
            return new CometReplyException(
                    request.describe() + ": answered " + reply.status() + " with an empty body, not JSON", cause);
        }
        if (cause != null) {
            return new CometReplyException(
                    request.describe() + ": the reply (" + kind + ") is broken JSON: is the address a Comet server?",
                    cause);
        }
        return new CometReplyException(
                request.describe() + ": answered " + kind + ", not JSON: is the address a Comet server?", null);
    }

    /** For a JSON reply without a member that this endpoint always has. */
    public static CometReplyException missing(ApiRequest request, String member) {
        return new CometReplyException(
                request.describe() + ": the reply has no \"" + Sanitizer.printable(member, WORDS_SHOWN) + "\"", null);
    }

    private static int start(byte[] body) {
        int at = 0;
        if (body.length > 2 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF) {
            at = 3;
        }
        while (at < body.length && (body[at] == ' ' || body[at] == '\n' || body[at] == '\r' || body[at] == '\t')) {
            at++;
        }
        return at;
    }
}
