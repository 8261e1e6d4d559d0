package io.cometsh.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Sha256Test {
    @Test
    void both_ways_give_what_java_gives_for_every_length_and_every_cut() throws Exception {
        Random random = new Random(1);
        for (int length = 0; length < 300; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            String expected = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            for (boolean isFirstCompilerAlone : new boolean[] {true, false}) {
                Sha256 sum = new Sha256(isFirstCompilerAlone);
                for (int at = 0; at < length; ) {
                    int count = Math.min(length - at, random.nextInt(150));
                    sum.update(bytes, at, count);
                    at += count;
                }
                assertThat(sum.hex()).as("%d bytes", length).isEqualTo(expected);
            }
        }
    }
}
