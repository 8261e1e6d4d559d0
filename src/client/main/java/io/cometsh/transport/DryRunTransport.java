package io.cometsh.transport;

import java.util.function.Consumer;

/**
 * Lets reads through, and tells of each write what it would send instead of sending it:
 * {@code new DryRunTransport(new OkHttpTransport(options), System.err::println)}.
 */
public final class DryRunTransport extends PassingTransport {
    private final Consumer<String> sink;
    private final DryRunState unmade = new DryRunState();

    /**
     * @param next sends the reads
     * @param sink gets method, endpoint with parameters, and body of each write, as one text without a line end
     */
    public DryRunTransport(Transport next, Consumer<String> sink) {
        super(next);
        this.sink = sink;
    }

    @Override
    boolean passes(ApiRequest request) {
        return !request.leavesATrace() && unmade.read(request) == null;
    }

    /**
     * Reports a write to the sink and answers it as if it was done. A read of an object that only such a write would have
     * created is answered from the contents of that write, as far as they are known.
     */
    @Override
    ApiReply answer(ApiRequest request) {
        if (!request.leavesATrace()) {
            return unmade.read(request);
        }
        StringBuilder text = new StringBuilder("dry run: ").append(request.describe());
        if (request.json() != null) {
            text.append('\n').append(request.json());
        }
        request.parts().forEach(part -> text.append('\n').append(part));
        sink.accept(text.toString());
        return unmade.written(request);
    }
}
