package io.cometsh.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import mockwebserver3.RecordedRequest;
import okhttp3.Credentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiesTest extends ServedTransport {
    private OkHttpTransport through(String proxy, String... exceptions) {
        transport.close();
        transport = new OkHttpTransport(TransportOptions.of(URI.create("http://comet.invalid"), KEY)
                .withPacing(pacing)
                .withRetries(0)
                .withListener(events::add)
                .withProxies(new Proxies(URI.create(proxy), null, Arrays.asList(exceptions))));
        return transport;
    }

    @Test
    void goes_through_the_proxy() throws Exception {
        answer(200, "{}");
        through("http://127.0.0.1:" + server.getPort()).send(workspaces());
        RecordedRequest request = received();
        assertThat(request.getRequestLine()).isEqualTo("GET http://comet.invalid/api/rest/v2/workspaces HTTP/1.1");
        assertThat(request.getHeaders().get("Authorization")).isEqualTo(KEY);
        assertThat(request.getHeaders().get("Proxy-Authorization")).isNull();
    }

    @Test
    void logs_in_at_the_proxy_when_it_asks() throws Exception {
        server.enqueue(json(407, "")
                .setHeader("Proxy-Authenticate", "Basic realm=\"p\"")
                .build());
        answer(200, "{}");
        through("http://ann:pa%40ss@127.0.0.1:" + server.getPort()).send(workspaces());
        received();
        assertThat(received().getHeaders().get("Proxy-Authorization")).isEqualTo(Credentials.basic("ann", "pa@ss"));
    }

    @Test
    void reaches_this_machine_directly() throws Exception {
        transport(
                "",
                options -> options.withProxies(new Proxies(URI.create("http://nowhere.invalid:1"), null, List.of())));
        answer(200, "{}");
        transport.send(workspaces());
        assertThat(received().getTarget()).isEqualTo("/api/rest/v2/workspaces");
    }

    @ParameterizedTest
    @CsvSource({
        "*, a.org, 443, true",
        "a.org, a.org, 443, true",
        "a.org, x.a.org, 443, true",
        ".a.org, x.a.org, 443, true",
        "*.a.org, x.a.org, 443, true",
        "A.ORG, a.org, 443, true",
        "a.org, ba.org, 443, false",
        "a.org:8080, a.org, 8080, true",
        "a.org:8080, a.org, 443, false",
        "10.0.0.0/8, 10.200.3.4, 443, true",
        "10.0.0.0/8, 11.0.0.1, 443, false",
        "10.0.0.0/8, a.org, 443, false",
        "10.0.0.0/x, 10.0.0.1, 443, false",
        "b.org, localhost, 443, true",
        "b.org, 127.0.0.1, 443, true",
    })
    void knows_the_exceptions(String exception, String host, int port, boolean direct) {
        Proxies proxies = new Proxies(null, URI.create("http://proxy:3128"), List.of("", exception));
        assertThat(proxies.forAddress("https", host, port) == null).isEqualTo(direct);
    }

    @Test
    void uses_each_proxy_for_its_own_scheme() {
        Proxies proxies = new Proxies(URI.create("http://h:1"), URI.create("http://s:2"), List.of());
        assertThat(proxies.forAddress("http", "a.org", 80)).hasToString("http://h:1");
        assertThat(proxies.forAddress("https", "a.org", 443)).hasToString("http://s:2");
        assertThat(Proxies.NONE.forAddress("https", "a.org", 443)).isNull();
    }

    @Test
    void names_the_proxy_that_can_not_be_reached_without_its_password() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() ->
                        through("http://ann:pa55word@nowhere.invalid:3128").send(workspaces())))
                .isInstanceOf(CometConnectionException.class)
                .hasMessageContaining("through the proxy nowhere.invalid:3128")
                .hasMessageNotContaining("pa55word");
    }

    @Test
    void hides_passwords_when_printed() {
        assertThat(new Proxies(URI.create("http://ann:pa55word@h:1"), null, List.of()))
                .hasToString("Proxies[http=h:1, https=none, exceptions=[]]");
    }
}
