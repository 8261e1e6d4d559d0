package io.cometsh.server.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SpillTest {
    private static final int PIECE = 256 * 1024;

    private static Spill spill(int bytes) {
        Spill spill = new Spill();
        byte[] some = new byte[8 * 1024];
        for (int written = 0; written < bytes; written += some.length) {
            Arrays.fill(some, (byte) (written / some.length));
            spill.write(some, 0, Math.min(some.length, bytes - written));
        }
        return spill;
    }

    private static byte[] content(Spill spill) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        spill.writeTo(out);
        try (InputStream in = spill.open()) {
            assertThat(in.readAllBytes()).isEqualTo(out.toByteArray());
        }
        return out.toByteArray();
    }

    @Test
    void keeps_what_is_longer_than_its_own_memory_in_the_shared_one() throws IOException {
        Spill spill = spill(3 * PIECE);
        assertThat(spill.isInMemory()).isTrue();
        assertThat(content(spill)).hasSize(3 * PIECE).endsWith(95);
        spill.remove();
    }

    @Test
    void moves_many_bytes_to_a_file() throws IOException {
        Spill spill = spill(20 * PIECE + 1);
        assertThat(spill.isInMemory()).isFalse();
        assertThat(content(spill)).hasSize(20 * PIECE + 1).startsWith(0, 0, 0);
        spill.remove();
    }

    @Test
    void gives_the_shared_memory_back_once() throws IOException {
        for (int round = 0; round < 2; round++) {
            List<Spill> some = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                some.add(spill(3 * PIECE));
            }
            // Two pieces each, of 64.
            assertThat(some.stream().filter(Spill::isInMemory)).hasSize(32);
            for (Spill spill : some) {
                spill.remove();
                spill.remove();
            }
        }
    }
}
