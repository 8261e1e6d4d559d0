package io.cometsh.diff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.support.Lacking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beside {@code diff} and {@code patch} of the system. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TextDiffTest {
    private static final int TEXTS = 120;

    @TempDir
    private Path folder;

    private static String generated(Random random, int most) {
        StringBuilder text = new StringBuilder();
        int lines = random.nextInt(most + 1);
        for (int i = 0; i < lines; i++) {
            text.append(List.of("", "x = 1", "é ü", "\tif y:", "@@ -1 +1 @@", "--- a", "\\ n", "x = 1\r")
                            .get(random.nextInt(8)))
                    .append('\n');
        }
        return random.nextInt(4) == 0 && text.length() > 0 ? text.substring(0, text.length() - 1) : text.toString();
    }

    /** The same text with some lines changed, added and removed. */
    private static String edited(Random random, String text) {
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        for (int edits = random.nextInt(4); edits > 0; edits--) {
            int at = random.nextInt(lines.size());
            switch (random.nextInt(3)) {
                case 0 -> lines.set(at, "changed " + random.nextInt(9));
                case 1 -> lines.add(at, "added " + random.nextInt(9));
                default -> {
                    if (lines.size() > 1) {
                        lines.remove(at);
                    }
                }
            }
        }
        return String.join("\n", lines);
    }

    @Tag("slow")
    @Test
    void patch_makes_the_right_text_from_the_left_one_and_diff_finds_no_shorter_difference() throws Exception {
        if (!isThere("patch") || !isThere("diff")) {
            Lacking.tool("diff and patch are not installed: apt install diffutils patch");
        }
        Random random = new Random(7);
        StringBuilder script = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < TEXTS; i++) {
            String left = generated(random, i % 3 == 0 ? 3 : 40);
            String right = i % 5 == 0 ? generated(random, 30) : edited(random, left);
            Files.writeString(folder.resolve(i + ".left"), left);
            Files.writeString(folder.resolve(i + ".right"), right);
            String ours = TextDiff.of("left", "right", left, right);
            Files.writeString(folder.resolve(i + ".diff"), ours);
            assertThat(ours.isEmpty()).isEqualTo(left.equals(right));
            script.append("patch -s -o " + i + ".made " + i + ".left " + i + ".diff || echo failed " + i + "\n");
            script.append("cmp " + i + ".made " + i + ".right\n");
            script.append("diff -u -d --label left --label right " + i + ".left " + i + ".right > " + i + ".theirs\n");
            expected.add(ours);
        }
        Process bash = new ProcessBuilder("bash", "-c", script.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(bash.getInputStream().readAllBytes(), UTF_8)).isEmpty();
        int same = 0;
        for (int i = 0; i < TEXTS; i++) {
            String theirs = Files.readString(folder.resolve(i + ".theirs"));
            assertThat(changed(expected.get(i))).as("text " + i).isEqualTo(changed(theirs));
            same += expected.get(i).equals(theirs) ? 1 : 0;
        }
        // Where equal lines follow each other, several differences are equally short.
        assertThat(same).isGreaterThan(TEXTS * 3 / 4);
    }

    private static boolean isThere(String program) throws IOException, InterruptedException {
        return new ProcessBuilder("bash", "-c", "command -v " + program).start().waitFor() == 0;
    }

    private static long changed(String unified) {
        return unified.lines()
                .skip(2)
                .filter(line -> line.startsWith("+") || line.startsWith("-"))
                .count();
    }

    @Test
    void a_missing_line_break_at_the_end_is_a_difference() {
        assertThat(TextDiff.of("a", "b", "x\n", "x")).isEqualTo("""
                --- a
                +++ b
                @@ -1 +1 @@
                -x
                +x
                \\ No newline at end of file
                """);
        assertThat(TextDiff.of("a", "b", "x", "x")).isEmpty();
    }

    @Test
    void long_texts_are_bounded() {
        String left = lines(0, TextDiff.MOST_LINES);
        assertThat(TextDiff.of("a", "b", left, left + "one more\n"))
                .isEqualTo("--- a\n+++ b\nnot compared line by line: 20,000 and 20,001 lines\n");
        String shown = TextDiff.of("a", "b", lines(0, 5_000), lines(5_000, 10_000));
        assertThat(shown.lines()).hasSize(TextDiff.MOST_SHOWN + 1);
        assertThat(shown).endsWith("… and 8,003 more lines of this difference\n");
    }

    private static String lines(int from, int to) {
        StringBuilder text = new StringBuilder();
        IntStream.range(from, to).forEach(i -> text.append("line ").append(i).append('\n'));
        return text.toString();
    }
}
