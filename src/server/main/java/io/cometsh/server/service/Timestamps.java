package io.cometsh.server.service;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** Dates and times as rules have them: {@code 2019-09-24 05:00:00[.123456][+02:00|Z]}, also with a {@code T} or without a time. Without an offset they mean UTC. */
final class Timestamps {
    private static final DateTimeFormatter FORM = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd[['T'][' ']HH:mm[:ss]]")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalEnd()
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    private Timestamps() {}

    /** Epoch microseconds (a double holds them exactly for some centuries); NaN when the text is not a time. */
    static double micros(String text) {
        try {
            TemporalAccessor parsed =
                    FORM.parseBest(text.trim(), OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            Instant instant;
            if (parsed instanceof OffsetDateTime time) {
                instant = time.toInstant();
            } else if (parsed instanceof LocalDateTime time) {
                instant = time.toInstant(ZoneOffset.UTC);
            } else {
                instant = LocalDate.from(parsed).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            long micros = instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
            return micros;
        } catch (DateTimeException e) {
            return Double.NaN;
        }
    }
}
