package io.cometsh.server.page;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.tag;
import static j2html.TagCreator.ul;

import io.cometsh.server.page.ChartLine.Spot;
import io.cometsh.server.store.MetricPoint;
import j2html.tags.ContainerTag;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Curves as a picture (SVG), with what a picture cannot show in words below it. */
final class Chart {
    /** As many as the style sheet has kinds of lines. */
    private static final int KINDS = 8;

    private static final int RIGHT = 12;
    private static final int TOP = 10;
    private static final int MARKS = 40;

    private final String id;
    private final List<ChartLine> curves;
    private final Axis axis;
    private final boolean log;
    private final boolean large;
    private final int width;
    private final int height;
    private final int left;
    private final int bottom;
    private final List<List<Spot>> spots;
    private final List<List<Spot>> drawn;

    private Chart(String id, List<ChartLine> curves, Axis axis, boolean log, boolean large) {
        this.id = id;
        this.curves = curves;
        this.axis = axis;
        this.log = log;
        this.large = large;
        this.width = large ? 960 : 480;
        this.height = large ? 420 : 240;
        // In a narrow window the numbers beside a large chart are written large.
        this.left = large ? 104 : 72;
        this.bottom = large ? 62 : 42;
        this.spots = curves.stream().map(curve -> curve.spots(axis)).toList();
        this.drawn = spots.stream()
                .map(all -> ChartLine.thinned(
                        all.stream()
                                .filter(spot -> !spot.isFinite() || hasPlace(spot))
                                .toList(),
                        width - left - RIGHT))
                .toList();
    }

    /** A chart as wide as a half of the page. {@code id} distinguishes its elements from other charts' elements. */
    static Chart small(String id, List<ChartLine> curves, Axis axis, boolean log) {
        return new Chart(id, curves, axis, log, false);
    }

    /** A chart as wide as the page. */
    static Chart large(String id, List<ChartLine> curves, Axis axis, boolean log) {
        return new Chart(id, curves, axis, log, true);
    }

    /** The chart with {@code caption} above it. */
    DomContent figure(DomContent caption, String name) {
        return figure(figcaption(caption), picture(name), legend(), notes()).withClass(large ? "chart large" : "chart");
    }

    private static j2html.tags.specialized.FigureTag figure(DomContent... content) {
        return j2html.TagCreator.figure(content);
    }

    private DomContent picture(String name) {
        double[] numbers = finite().mapToDouble(Spot::y).toArray();
        if (numbers.length == 0) {
            return p(log ? "No value above 0, so there is nothing on a logarithmic scale." : "No finite value yet.")
                    .withClass("quiet empty");
        }
        AxisScale across = AxisScale.of(
                false,
                finite().mapToDouble(Spot::x).min().orElseThrow(),
                finite().mapToDouble(Spot::x).max().orElseThrow(),
                left,
                width - RIGHT);
        AxisScale up = AxisScale.of(
                log,
                DoubleStream.of(numbers).min().orElseThrow(),
                DoubleStream.of(numbers).max().orElseThrow(),
                height - bottom,
                TOP);
        ContainerTag<?> svg = (ContainerTag<?>) tag("svg")
                .attr("viewBox", "0 0 " + width + " " + height)
                .attr("role", "img")
                .attr("aria-labelledby", id + "-title " + id + "-text");
        svg.with(tag("title").withText(name).attr("id", id + "-title"));
        svg.with(tag("desc").withText(description()).attr("id", id + "-text"));
        svg.with(grid(across, up));
        for (int i = 0; i < drawn.size(); i++) {
            svg.with(line(i, across, up));
        }
        return svg;
    }

    private Stream<Spot> finite() {
        return drawn.stream().flatMap(List::stream).filter(Spot::isFinite);
    }

    private boolean hasPlace(Spot spot) {
        return !log || spot.y() > 0;
    }

    private DomContent grid(AxisScale across, AxisScale up) {
        ContainerTag<?> grid = group("grid");
        for (double tick : up.ticks(6)) {
            String y = place(up.place(tick));
            grid.with(tag("line")
                    .attr("x1", left)
                    .attr("x2", width - RIGHT)
                    .attr("y1", y)
                    .attr("y2", y));
            grid.with(tag("text")
                    .withText(DisplayText.figure(tick))
                    .attr("x", left - 8)
                    .attr("y", y)
                    .attr("dy", "0.32em")
                    .attr("text-anchor", "end"));
        }
        for (double tick : across.ticks(large ? 8 : 5)) {
            grid.with(tag("text")
                    .withText(DisplayText.figure(tick))
                    .attr("x", place(across.place(tick)))
                    .attr("y", height - bottom + (large ? 26 : 18))
                    .attr("text-anchor", "middle"));
        }
        grid.with(tag("text")
                .withText(axis.title())
                .attr("x", (left + width - RIGHT) / 2)
                .attr("y", height - 7)
                .attr("text-anchor", "middle"));
        return grid;
    }

    private DomContent line(int curve, AxisScale across, AxisScale up) {
        StringBuilder path = new StringBuilder();
        ContainerTag<?> line = group("line " + kind(curve));
        List<Spot> places = drawn.get(curve);
        int marks = 0;
        boolean pen = false;
        for (int i = 0; i < places.size(); i++) {
            Spot spot = places.get(i);
            String x = place(clamped(across.place(spot.x())));
            if (spot.isFinite()) {
                String y = place(up.place(spot.y()));
                path.append(pen ? 'L' : 'M').append(x).append(' ').append(y);
                boolean alone =
                        !pen && (i + 1 == places.size() || !places.get(i + 1).isFinite());
                if (alone) {
                    line.with(tag("circle").attr("cx", x).attr("cy", y).attr("r", 3));
                }
            } else if (marks++ < MARKS) {
                line.with(mark(spot, x));
            }
            pen = spot.isFinite();
        }
        return line.with(tag("path").attr("d", path.toString()));
    }

    /** NaN and the infinite values are no places on a scale: a cross at the lower edge, triangles at the edges. */
    private DomContent mark(Spot spot, String x) {
        String shape;
        if (Double.isNaN(spot.y())) {
            shape = "M" + x + " " + (height - bottom) + "m-4 -4l8 8m0 -8l-8 8";
        } else if (spot.y() > 0) {
            shape = "M" + x + " " + TOP + "m0 -6l5 8h-10z";
        } else {
            shape = "M" + x + " " + (height - bottom) + "m0 6l5 -8h-10z";
        }
        return tag("path")
                .with(tag("title").withText(spot.y() + " at " + axis.word() + " " + DisplayText.figure(spot.x())))
                .attr("d", shape)
                .attr("class", "odd");
    }

    private double clamped(double x) {
        return Math.max(left, Math.min(width - RIGHT, x));
    }

    private DomContent legend() {
        return iff(
                curves.size() > 1,
                ul(each(
                                java.util.stream.IntStream.range(0, curves.size())
                                        .boxed()
                                        .toList(),
                                i -> li(sample(i), span(curves.get(i).name()))))
                        .withClass("legend"));
    }

    private static DomContent sample(int curve) {
        return ((ContainerTag<?>) tag("svg")
                        .attr("viewBox", "0 0 32 8")
                        .attr("aria-hidden", "true")
                        .attr("class", "sample"))
                .with(group("line " + kind(curve)).with(tag("path").attr("d", "M0 4H32")));
    }

    /** What the picture leaves out. */
    private DomContent notes() {
        List<String> notes = new ArrayList<>();
        for (int i = 0; i < curves.size(); i++) {
            String of = curves.size() == 1 ? "" : curves.get(i).name() + ": ";
            notes(i).forEach(note -> notes.add(of + note));
        }
        return iff(!notes.isEmpty(), div(each(notes, note -> p(note))).withClass("notes"));
    }

    private List<String> notes(int i) {
        List<MetricPoint> points = curves.get(i).points();
        List<String> notes = new ArrayList<>();
        long texts = points.stream()
                .filter(point -> !(point.value() instanceof Number))
                .count();
        long nowhere =
                points.stream().filter(point -> Double.isNaN(axis.at(point, 0))).count();
        List<Spot> all = spots.get(i);
        long odd = all.stream().filter(spot -> !spot.isFinite()).count();
        long low =
                all.stream().filter(spot -> spot.isFinite() && !hasPlace(spot)).count();
        long shown = drawn.get(i).stream().filter(Spot::isFinite).count();
        long numbers = all.size() - odd - low;
        if (shown < numbers) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%,d values, drawn with %,d: the least and the greatest of each stretch.",
                    numbers,
                    shown));
        }
        if (odd > 0) {
            notes.add(DisplayText.count(odd, "value") + " not finite: " + odd(all) + ".");
        }
        if (low > 0) {
            notes.add(DisplayText.count(low, "value") + " of 0 or less, which a logarithmic scale cannot show.");
        }
        if (nowhere > 0) {
            notes.add(DisplayText.count(nowhere, "value") + " logged without " + axis.word() + ", not drawn.");
        }
        if (texts > 0) {
            notes.add(DisplayText.count(texts, "value") + " not a number, not drawn.");
        }
        return notes;
    }

    private String odd(List<Spot> all) {
        List<Spot> odd = all.stream().filter(spot -> !spot.isFinite()).toList();
        String first = odd.stream()
                .limit(5)
                .map(spot -> spot.y() + " at " + axis.word() + " " + DisplayText.figure(spot.x()))
                .collect(java.util.stream.Collectors.joining(", "));
        return first + (odd.size() > 5 ? ", …" : "");
    }

    private String description() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < curves.size() && i < KINDS; i++) {
            List<Spot> all = spots.get(i).stream().filter(Spot::isFinite).toList();
            if (!all.isEmpty()) {
                text.append(curves.size() == 1 ? "" : curves.get(i).name() + ": ")
                        .append(DisplayText.count(all.size(), "value"))
                        .append(" from ")
                        .append(DisplayText.figure(all.get(0).y()))
                        .append(" to ")
                        .append(DisplayText.figure(all.get(all.size() - 1).y()))
                        .append(", between ")
                        .append(DisplayText.figure(
                                all.stream().mapToDouble(Spot::y).min().orElseThrow()))
                        .append(" and ")
                        .append(DisplayText.figure(
                                all.stream().mapToDouble(Spot::y).max().orElseThrow()))
                        .append(". ");
            }
        }
        return text.toString().strip();
    }

    private static String kind(int curve) {
        return "kind-" + (curve % KINDS + 1);
    }

    private static ContainerTag<?> group(String style) {
        return (ContainerTag<?>) tag("g").attr("class", style);
    }

    private static String place(double place) {
        return String.valueOf(Math.round(place * 10) / 10.0);
    }
}
