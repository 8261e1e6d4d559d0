package io.cometsh.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.support.FakePacing;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;

class AttemptTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final FakePacing pacing = new FakePacing();
    private final Attempt attempt = new Attempt(false, false, pacing);
    private final Request request =
            new Request.Builder().url("http://127.0.0.1/").build();
    private final Call call = new OkHttpClient().newCall(request);

    @Test
    void the_wait_for_a_reply_begins_after_the_connection_and_the_request() throws Exception {
        attempt.connectStart(call, new InetSocketAddress("127.0.0.1", 80), Proxy.NO_PROXY);
        pacing.sleep(SECOND);
        attempt.requestHeadersStart(call);
        pacing.sleep(SECOND);
        attempt.requestHeadersEnd(call, request);
        pacing.sleep(Duration.ofMillis(20));
        attempt.responseHeadersStart(call);
        pacing.sleep(SECOND);
        assertThat(attempt.waited()).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void the_wait_for_a_reply_begins_after_the_body() throws Exception {
        attempt.requestHeadersEnd(call, request);
        attempt.requestBodyStart(call);
        pacing.sleep(SECOND);
        attempt.requestBodyEnd(call, 1000);
        pacing.sleep(Duration.ofMillis(30));
        attempt.responseHeadersStart(call);
        assertThat(attempt.waited()).isEqualTo(Duration.ofMillis(30));
    }

    @Test
    void without_a_reply_there_was_no_wait() {
        attempt.requestHeadersEnd(call, request);
        assertThat(attempt.waited()).isZero();
    }
}
