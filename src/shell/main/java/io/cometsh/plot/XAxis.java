package io.cometsh.plot;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What runs along the bottom of a plot. */
public enum XAxis {
    STEP,
    EPOCH,
    /** Epoch milliseconds, shown in UTC. */
    TIME,
    /** Milliseconds since the start. */
    DURATION,
    /** The place in the series, where nothing else is known. */
    INDEX;

    private static final List<Duration> TIME_STEPS = List.of(
            Duration.ofMillis(1),
            Duration.ofMillis(10),
            Duration.ofMillis(100),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(6),
            Duration.ofHours(12),
            Duration.ofDays(1),
            Duration.ofDays(2),
            Duration.ofDays(7),
            Duration.ofDays(30));

    /** The axis of a name such as {@code epoch}. */
    public static XAxis named(String name) {
        return Arrays.stream(values())
                .filter(axis -> axis != INDEX && axis.toString().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () -> new PlotException("a plot's x is step, epoch, time or duration, not \"" + name + "\""));
    }

    boolean isTime() {
        return this == TIME || this == DURATION;
    }

    /** Round places between two ends, about so many. */
    List<Double> ticks(double low, double high, int about) {
        if (!isTime()) {
            return Ticks.linear(low, high, about);
        }
        double wanted = (high - low) / Math.max(1, about);
        for (Duration step : TIME_STEPS) {
            if (step.toMillis() >= wanted) {
                return Ticks.every(step.toMillis(), low, high);
            }
        }
        long days = TIME_STEPS.get(TIME_STEPS.size() - 1).toMillis();
        return Ticks.every(days * Math.ceil(wanted / days), low, high);
    }

    /** The texts of ticks, all with as much detail as they need to differ. */
    List<String> labels(List<Double> ticks) {
        return switch (this) {
            case TIME -> moments(ticks);
            case DURATION -> ticks.stream().map(XAxis::duration).toList();
            case STEP, EPOCH, INDEX -> Ticks.labels(ticks);
        };
    }

    private static List<String> moments(List<Double> ticks) {
        double span = ticks.isEmpty() ? 0 : ticks.get(ticks.size() - 1) - ticks.get(0);
        boolean days = span >= Duration.ofDays(2).toMillis();
        boolean parts = ticks.stream().anyMatch(tick -> tick % 1000 != 0);
        boolean seconds = ticks.stream().anyMatch(tick -> tick % 60_000 != 0);
        String pattern = days ? "MM-dd HH:mm" : parts ? "HH:mm:ss.SSS" : seconds ? "HH:mm:ss" : "HH:mm";
        DateTimeFormatter format =
                DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
        return ticks.stream()
                .map(tick -> format.format(Instant.ofEpochMilli(Math.round(tick))))
                .toList();
    }

    private static String duration(double millis) {
        if (millis == 0) {
            return "0";
        }
        for (Unit unit : Unit.values()) {
            if (Math.abs(millis) >= unit.millis) {
                return Ticks.number(millis / unit.millis) + unit.sign;
            }
        }
        return Ticks.number(millis) + "ms";
    }

    private enum Unit {
        DAY(86_400_000, "d"),
        HOUR(3_600_000, "h"),
        MINUTE(60_000, "m"),
        SECOND(1000, "s");

        private final double millis;
        private final String sign;

        Unit(double millis, String sign) {
            this.millis = millis;
            this.sign = sign;
        }
    }

    /** Its name as a user types it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
