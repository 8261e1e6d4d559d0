package io.cometsh.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What an executor gets of the driver's key. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SecretKeyTest {
    private static byte[] sent(SecretKey key) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(key);
        }
        return bytes.toByteArray();
    }

    private static Object received(byte[] bytes) throws Exception {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }

    @Test
    void a_key_that_travels_is_the_same_elsewhere() throws Exception {
        SecretKey key = new SecretKey("k3y0123456789", "file key", true);
        assertThat(received(sent(key))).isEqualTo(key);
    }

    @Test
    void a_key_that_stays_is_not_among_the_bytes() throws Exception {
        byte[] bytes = sent(new SecretKey("k3y0123456789", "file key", false));
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("k3y0123456789");
        assertThat(((SecretKey) received(bytes)).isThere()).isFalse();
    }

    @Test
    void it_does_not_print_itself() {
        assertThat(new SecretKey("k3y0123456789", "file key", true)).hasToString("<hidden>");
    }
}
