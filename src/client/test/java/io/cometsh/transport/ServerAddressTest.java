package io.cometsh.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerAddressTest {
    @ParameterizedTest
    @CsvSource({
        "https://www.comet.com/clientlib/, https://www.comet.com",
        "https://www.comet.com/clientlib, https://www.comet.com",
        "http://Host:8080, http://host:8080",
        "http://host/comet/clientlib/, http://host/comet",
        "http://host/comet//, http://host/comet",
        "http://host/clientlib/more, http://host/clientlib/more",
        "http://host/myclientlib, http://host/myclientlib",
        "HTTP://host/?q=1#f, http://host",
        "http://ann:pw@host/x, http://host/x",
        "http://[::1]:80/, http://[::1]:80",
        "' http://host ', http://host",
    })
    void keeps_scheme_host_port_and_path(String address, String root) {
        assertThat(ServerAddress.root(address)).hasToString(root);
    }

    @Test
    void refuses_a_port_that_nobody_can_listen_on() {
        for (String address : new String[] {"http://host:0/", "http://host:70000"}) {
            assertThat(catchThrowable(() -> ServerAddress.root(address)))
                    .hasMessage("the address \"" + address + "\" names no host and port");
        }
    }

    @Test
    void shows_no_password_of_a_bad_address() {
        assertThat(catchThrowable(() -> ServerAddress.root("ann:pa55word@host")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the address \"host\" has no scheme: write https://host");
        assertThat(catchThrowable(() -> ServerAddress.root("ftp://ann:pa55word@host")))
                .hasMessageNotContaining("pa55word");
    }

    @Test
    void knows_this_machine_by_name() {
        assertThat(ServerAddress.isLoopback("LOCALHOST")).isTrue();
        assertThat(ServerAddress.isLoopback("127.1.2.3")).isTrue();
        assertThat(ServerAddress.isLoopback("[::1]")).isTrue();
        assertThat(ServerAddress.isLoopback("127.evil.org")).isFalse();
        assertThat(ServerAddress.isLoopback("128.0.0.1")).isFalse();
    }
}
