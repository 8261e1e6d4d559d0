package io.cometsh.transport;

/**
 * Lets reads through and refuses whatever changes data, by POST or by GET, or is noted down by the server:
 * {@code new ReadOnlyTransport(new OkHttpTransport(options))}.
 */
public final class ReadOnlyTransport extends PassingTransport {
    /** Around the transport that sends. */
    public ReadOnlyTransport(Transport next) {
        super(next);
    }

    @Override
    boolean passes(ApiRequest request) {
        return !request.leavesATrace();
    }

    /** Refuses a write; nothing is sent. */
    @Override
    ApiReply answer(ApiRequest request) {
        throw new ReadOnlyException(request);
    }
}
