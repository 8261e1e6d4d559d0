package io.cometsh.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.transport.CometException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PartsTest {
    @TempDir
    private Path folder;

    @Test
    void parts_of_any_order_share_a_file_and_come_back_each() throws IOException {
        try (Parts parts = new Parts(folder)) {
            write(parts, 7, "seven");
            write(parts, 2, "");
            write(parts, 1000, "a thousand");
            assertThat(files()).isEqualTo(1);
        }
        try (Parts parts = new Parts(folder)) {
            assertThat(rows(parts, 7)).isEqualTo("seven");
            assertThat(rows(parts, 2)).isEmpty();
            assertThat(rows(parts, 1000)).isEqualTo("a thousand");
            assertThat(Stream.of(0, 3, 999, 1001).map(parts::isDone)).containsOnly(false);
            assertThat(parts.info(7)).isEqualTo(PartInfo.ofRows(5, List.of("loss")));
        }
    }

    @Test
    void what_was_not_finished_is_not_there_and_takes_no_place() throws IOException {
        try (Parts parts = new Parts(folder)) {
            write(parts, 0, "whole");
            long size = Files.size(folder.resolve("1.parts"));
            try (Parts.PartWriter draft = parts.draft(1)) {
                draft.rows().write("broken o".getBytes(StandardCharsets.UTF_8));
            }
            assertThat(parts.isDone(1)).isFalse();
            assertThat(Files.size(folder.resolve("1.parts"))).isEqualTo(size);
            write(parts, 1, "again");
            assertThat(rows(parts, 0) + rows(parts, 1)).isEqualTo("wholeagain");
        }
    }

    @Test
    void after_a_kill_in_the_middle_of_a_part_the_whole_ones_are_there() throws IOException {
        try (Parts parts = new Parts(folder)) {
            write(parts, 0, "whole");
        }
        // What a killed process leaves: rows without their end, and a slot that was not written.
        Files.writeString(folder.resolve("1.parts"), "half a row", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        try (Parts parts = new Parts(folder)) {
            assertThat(parts.isDone(1)).isFalse();
            write(parts, 1, "read again");
            assertThat(rows(parts, 0)).isEqualTo("whole");
            assertThat(rows(parts, 1)).isEqualTo("read again");
        }
    }

    @Test
    void two_that_are_written_at_once_do_not_mix() throws IOException {
        try (Parts parts = new Parts(folder);
                Parts.PartWriter one = parts.draft(0);
                Parts.PartWriter two = parts.draft(1)) {
            for (int i = 0; i < 3; i++) {
                one.rows().write('1');
                two.rows().write('2');
            }
            two.finish(PartInfo.ofRows(3, List.of()));
            one.finish(PartInfo.ofRows(3, List.of()));
            assertThat(rows(parts, 0) + rows(parts, 1)).isEqualTo("111222");
        }
    }

    @Test
    void a_file_of_rows_becomes_the_part_it_is() throws IOException {
        try (Parts parts = new Parts(folder)) {
            Path file = Files.writeString(folder.resolve("points.run"), "many rows");
            try (Parts.PartWriter draft = parts.draft(3)) {
                draft.take(file);
                draft.finish(PartInfo.ofRows(1, List.of()));
            }
            assertThat(file).doesNotExist();
            assertThat(rows(parts, 3)).isEqualTo("many rows");
        }
    }

    @Test
    void a_part_that_is_cut_off_is_an_error() throws IOException {
        try (Parts parts = new Parts(folder)) {
            write(parts, 0, "whole");
            try (RandomAccessFile file =
                    new RandomAccessFile(folder.resolve("1.parts").toFile(), "rw")) {
                file.setLength(3);
            }
            assertThatThrownBy(() -> parts.info(0))
                    .isInstanceOf(CometException.class)
                    .hasMessageContaining("export again without --resume");
        }
    }

    private static void write(Parts parts, int part, String rows) throws IOException {
        try (Parts.PartWriter draft = parts.draft(part)) {
            draft.rows().write(rows.getBytes(StandardCharsets.UTF_8));
            draft.finish(PartInfo.ofRows(5, List.of("loss")));
        }
    }

    private static String rows(Parts parts, int part) throws IOException {
        try (Parts.Part open = parts.open(part)) {
            return new String(open.rows().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".parts")).count();
        }
    }
}
