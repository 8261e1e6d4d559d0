package io.cometsh.shell;

import io.cometsh.export.TextWidth;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** Where a watched value is shown. */
public interface WatchDisplay extends AutoCloseable {
    /** Shows nothing. */
    WatchDisplay NONE = new WatchDisplay() {
        @Override
        public void show(Object value, int round) {}

        @Override
        public void fail(String reason) {}
    };

    /** Shows the value of one round, the first being 1. */
    void show(Object value, int round);

    /** Shows why an evaluation has failed; the last value stays. */
    void fail(String reason);

    /** The last value stays on the screen. */
    @Override
    default void close() {}

    /**
     * Redraws in place on a terminal: what does not fit on the screen is cut and counted.
     *
     * @param write takes text with escape codes
     */
    static WatchDisplay inPlace(
            Consumer<String> write, IntSupplier width, IntSupplier height, ValueText values, InstantSource clock) {
        return new InPlace(write, width, height, values, clock);
    }

    /** One line a value, with its time in UTC; a table is below it. */
    static WatchDisplay lines(Consumer<String> write, ValueText values, InstantSource clock) {
        return new WatchDisplay() {
            @Override
            public void show(Object value, int round) {
                String text = String.valueOf(values.of(value, 0)).stripTrailing();
                write.accept(Clock.of(clock) + (text.contains("\n") ? "\n" : " ") + text + "\n");
            }

            @Override
            public void fail(String reason) {
                write.accept(Clock.of(clock) + " " + reason + "\n");
            }
        };
    }

    /** The time of an evaluation. */
    final class Clock {
        private static final DateTimeFormatter TIME =
                DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

        private Clock() {}

        static String of(InstantSource clock) {
            return TIME.format(clock.instant());
        }
    }

    /** Goes back to the first line it wrote and writes again. */
    final class InPlace implements WatchDisplay {
        private static final String UP_AND_ERASE = "\u001b[%dA\r\u001b[J";
        private static final int USUAL_HEIGHT = 24;

        private final Consumer<String> write;
        private final IntSupplier width;
        private final IntSupplier height;
        private final ValueText values;
        private final InstantSource clock;
        private List<String> last = List.of();
        private int lines;

        InPlace(Consumer<String> write, IntSupplier width, IntSupplier height, ValueText values, InstantSource clock) {
            this.write = write;
            this.width = width;
            this.height = height;
            this.values = values;
            this.clock = clock;
        }

        @Override
        public void show(Object value, int round) {
            int columns = width.getAsInt();
            int rows = height.getAsInt() > 0 ? height.getAsInt() : USUAL_HEIGHT;
            String shown = String.valueOf(values.of(value, columns)).stripTrailing();
            // The cursor's own line and ours take one each.
            last = fit(shown.lines().toList(), Math.max(1, rows - 2), columns);
            draw(List.of(TextWidth.cut(Clock.of(clock) + " UTC, evaluation " + round + "; Ctrl-C ends", columns)));
        }

        @Override
        public void fail(String reason) {
            draw(WordWrap.lines(
                    Clock.of(clock) + " UTC: " + reason + ". It is tried again; Ctrl-C ends", width.getAsInt()));
        }

        private void draw(List<String> status) {
            StringBuilder text = new StringBuilder(lines == 0 ? "" : String.format(Locale.ROOT, UP_AND_ERASE, lines));
            last.forEach(line -> text.append(line).append('\n'));
            status.forEach(line -> text.append(line).append('\n'));
            lines = last.size() + status.size();
            write.accept(text.toString());
        }

        private static List<String> fit(List<String> lines, int most, int columns) {
            List<String> cut = lines.stream()
                    .map(line -> line.indexOf('\u001b') >= 0 ? line : TextWidth.cut(line, columns))
                    .toList();
            if (cut.size() <= most) {
                return cut;
            }
            List<String> shown = new java.util.ArrayList<>(cut.subList(0, most - 1));
            shown.add(String.format(Locale.ROOT, "… and %,d more lines", cut.size() - most + 1));
            return shown;
        }
    }
}
