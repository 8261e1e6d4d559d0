package io.cometsh.cache;

import io.cometsh.transport.ApiReply;
import io.cometsh.transport.ApiRequest;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** Stored answers, the least recently used forgotten first once they take too many bytes. Not for several threads. */
final class AnswerStore {
    // Key, map entry and objects, roughly; so that many tiny answers are bounded as well.
    private static final int OVERHEAD = 300;

    private final long maxBytes;
    private final Map<ReadKey, StoredAnswer> answers = new LinkedHashMap<>(64, 0.75f, true);
    private long bytes;

    /** One answer; its reply is never handed out, only copies. */
    record StoredAnswer(ApiRequest request, ApiReply reply, Instant since, long bytes) {}

    AnswerStore(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    StoredAnswer get(ReadKey key) {
        return answers.get(key);
    }

    void put(ReadKey key, ApiRequest request, ApiReply reply, Instant now) {
        long size = reply.body().length + OVERHEAD + 2L * key.length();
        remove(key);
        // One answer may not push out everything else.
        if (size > maxBytes / 4) {
            return;
        }
        answers.put(key, new StoredAnswer(request, reply, now, size));
        bytes += size;
        Iterator<StoredAnswer> eldest = answers.values().iterator();
        while (bytes > maxBytes && eldest.hasNext()) {
            bytes -= eldest.next().bytes;
            eldest.remove();
        }
    }

    void remove(ReadKey key) {
        StoredAnswer old = answers.remove(key);
        if (old != null) {
            bytes -= old.bytes;
        }
    }

    void removeIf(Predicate<ApiRequest> untrue) {
        answers.values().removeIf(stored -> {
            boolean gone = untrue.test(stored.request);
            if (gone) {
                bytes -= stored.bytes;
            }
            return gone;
        });
    }

    Iterable<StoredAnswer> all() {
        return answers.values();
    }

    int size() {
        return answers.size();
    }

    long bytes() {
        return bytes;
    }

    long maxBytes() {
        return maxBytes;
    }
}
