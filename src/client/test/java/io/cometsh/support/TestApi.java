package io.cometsh.support;

import io.cometsh.client.Api;
import io.cometsh.client.ApiOptions;
import io.cometsh.transport.OkHttpTransport;
import io.cometsh.transport.Transport;
import io.cometsh.transport.TransportOptions;
import java.net.URI;

/** The client as a Java program makes it. */
public final class TestApi {
    private TestApi() {}

    /** With any key, for a server that asks for none. */
    public static Api of(URI server) {
        return of(server, "any-key");
    }

    /** Over a transport of the test, whose server has a made-up address; without warnings. */
    public static Api of(Transport transport) {
        return new Api(
                transport,
                () -> URI.create("http://stub/"),
                ApiOptions.defaults().withWarnings(warning -> {}));
    }

    public static Api of(URI server, String key) {
        return new Api(new OkHttpTransport(TransportOptions.of(server, key)), () -> server, ApiOptions.defaults());
    }
}
