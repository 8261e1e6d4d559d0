package io.cometsh.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sha256Test {
    /** FIPS 180-2, B.2. */
    private static final String TEXT = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";

    private static final String SUM = "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1";

    @Test
    void the_sum_of_bytes_of_pieces_and_of_a_file_is_that_of_the_standard(@TempDir Path folder) throws Exception {
        Sha256.prepare();
        byte[] bytes = TEXT.getBytes(StandardCharsets.US_ASCII);
        assertThat(Sha256.of(bytes)).isEqualTo(SUM);
        Sha256 pieces = new Sha256();
        pieces.update(bytes, 0, 3);
        pieces.update(bytes, 3, bytes.length - 3);
        assertThat(pieces.hex()).isEqualTo(SUM);
        assertThat(Sha256.of(Files.write(folder.resolve("text"), bytes))).isEqualTo(SUM);
    }
}
