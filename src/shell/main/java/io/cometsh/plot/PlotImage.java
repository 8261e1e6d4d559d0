package io.cometsh.plot;

import de.erichseifert.vectorgraphics2d.Processors;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import io.cometsh.export.TextWidth;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.IChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Plots as pictures: {@code PlotImage.of(plot, 960, 540).png(stream)}. The only class that loads Java's drawing, which
 * takes a second the first time, and needs no display.
 */
public final class PlotImage {
    /** Pixels of a picture by default. */
    public static final int WIDTH = 960;

    public static final int HEIGHT = 540;
    private static final float REMARK_POINTS = 11;
    private static final int PIXELS_A_CHARACTER = 6;
    /** Okabe and Ito's, which stay apart for people who do not see red, green or blue too; darker or lighter by need. */
    private static final Color[] ON_LIGHT = {
        new Color(0x0072B2),
        new Color(0xD55E00),
        new Color(0x009E73),
        new Color(0xCC79A7),
        new Color(0xE69F00),
        new Color(0x56B4E9),
        new Color(0x7A4A12),
        new Color(0x000000),
    };

    private static final Color[] ON_DARK = {
        new Color(0x56B4E9),
        new Color(0xE69F00),
        new Color(0x009E73),
        new Color(0xF0E442),
        new Color(0xCC79A7),
        new Color(0xD55E00),
        new Color(0x3B6FE0),
        new Color(0xFFFFFF),
    };

    /** When the colors are used up, further curves differ by these. */
    private static final float[][] DASHES = {null, {6, 4}, {2, 3}, {9, 3, 2, 3}};

    private static final Color GRID_ON_LIGHT = new Color(0xDDDDDD);
    private static final Color GRID_ON_DARK = new Color(0x444444);
    private static final Color LETTERS_ON_DARK = new Color(0xDDDDDD);
    private static final float STROKE = 1.6f;
    /** Of 255: a curve and the grid are seen through a band. */
    private static final int BAND_OPACITY = 48;

    private static final int PIXELS_A_LEGEND_LINE = 21;
    private static final int LEGEND_MARGIN = 60;
    private static final int LONGEST_NAME = 28;
    private static final double HUGE = 1e100;
    /** Labels beyond these have exponents. */
    private static final double TINY_LABEL = 1e-4;

    private static final double HUGE_LABEL = 1e9;
    /** Bold letters of an axis. */
    private static final int PIXELS_A_LABEL_CHARACTER = 8;

    private static final int UPRIGHT = 90;
    /** The PDF writer counts in millimetres. */
    private static final double MILLIMETRES_A_PIXEL = 25.4 / 96;

    static {
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }

    private final IChart chart;
    private final Canvas canvas;

    private PlotImage(IChart chart, Canvas canvas) {
        this.chart = chart;
        this.canvas = canvas;
    }

    /** The picture of a plot on white, so many pixels wide and high. */
    public static PlotImage of(Plot plot, int width, int height) {
        return of(plot, Canvas.of(width, height));
    }

    /**
     * The picture of a plot.
     *
     * @throws PlotException where Java cannot draw: a runtime without java.desktop or a machine without any font
     */
    public static PlotImage of(Plot plot, Canvas canvas) {
        int width = (int) (canvas.width() / canvas.scale());
        int height = (int) (canvas.height() / canvas.scale());
        try {
            IChart chart = plot instanceof LinePlot lines
                    ? lines(lines, width, height, canvas)
                    : bars((BarPlot) plot, width, height, canvas);
            return new PlotImage(chart, canvas);
        } catch (LinkageError | InternalError e) {
            throw cannotDraw(e);
        }
    }

    private static PlotException cannotDraw(Throwable e) {
        Throwable reason = e;
        while (reason.getCause() != null) {
            reason = reason.getCause();
        }
        return new PlotException(
                "this Java cannot draw pictures (" + reason.getMessage()
                        + "); it needs the module java.desktop and a font: on Linux, install the packages fontconfig and fonts-dejavu-core");
    }

    /** Draws the chart. Java looks for fonts when the first text is drawn, and without any it fails there. */
    private void paint(Graphics2D graphics) {
        try {
            chart.paint(graphics, chart.getWidth(), chart.getHeight());
        } catch (LinkageError | InternalError e) {
            throw cannotDraw(e);
        } catch (RuntimeException e) {
            throw String.valueOf(e.getMessage()).contains("Fontconfig") ? cannotDraw(e) : e;
        }
    }

    /** The colours of curves, as 0xRRGGBB and in their order. */
    static int[] colours(boolean onDark) {
        return Arrays.stream(onDark ? ON_DARK : ON_LIGHT)
                .mapToInt(colour -> colour.getRGB() & 0xFFFFFF)
                .toArray();
    }

    /** Writes it as PNG. */
    public void png(OutputStream out) throws IOException {
        ImageIO.write(image(), "png", out);
    }

    /** Writes it as SVG. */
    public void svg(OutputStream out) throws IOException {
        vectors("svg", 1, out);
    }

    /** Writes it as a PDF of one page, with 96 pixels an inch. */
    public void pdf(OutputStream out) throws IOException {
        vectors("pdf", MILLIMETRES_A_PIXEL, out);
    }

    private void vectors(String format, double unit, OutputStream out) throws IOException {
        VectorGraphics2D drawn = new VectorGraphics2D();
        if (unit != 1) {
            drawn.scale(unit, unit);
        }
        paint(drawn);
        Processors.get(format)
                .getDocument(drawn.getCommands(), new PageSize(0, 0, unit * chart.getWidth(), unit * chart.getHeight()))
                .writeTo(out);
    }

    /** The text that makes a terminal show it in place. */
    public String inline(ImageProtocol protocol) {
        if (protocol == ImageProtocol.SIXEL) {
            BufferedImage image = image();
            int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
            return Sixel.encode(pixels, image.getWidth());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            png(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return protocol == ImageProtocol.KITTY
                ? InlinePng.kitty(bytes.toByteArray())
                : InlinePng.iterm2(bytes.toByteArray());
    }

    private BufferedImage image() {
        BufferedImage image = new BufferedImage(canvas.width(), canvas.height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(canvas.ground()));
        graphics.fillRect(0, 0, canvas.width(), canvas.height());
        graphics.scale(canvas.scale(), canvas.scale());
        paint(graphics);
        graphics.dispose();
        return image;
    }

    private static XYChart lines(LinePlot plot, int width, int height, Canvas canvas) {
        XYChart chart = new XYChartBuilder()
                .width(width)
                .height(height)
                .title(plot.heading())
                .build();
        style(chart.getStyler(), canvas);
        chart.getStyler().setYAxisLogarithmic(plot.logarithmic() && !plot.isEmpty());
        chart.getStyler().setTimezone(java.util.TimeZone.getTimeZone("UTC"));
        if (plot.x() == XAxis.DURATION) {
            chart.getStyler()
                    .setXAxisTickLabelsFormattingFunction(
                            millis -> XAxis.DURATION.labels(List.of(millis)).get(0));
        }
        List<String> remarks = new ArrayList<>(canvas.alone() ? plot.remarks() : List.of());
        int named = Math.max(1, (height - LEGEND_MARGIN) / PIXELS_A_LEGEND_LINE);
        int curves = 0;
        double unit = unit(plot, chart.getStyler());
        Map<String, Integer> names = new HashMap<>();
        for (Series curve : plot.curves()) {
            if (curve.drawn().isEmpty()) {
                continue;
            }
            String name = TextWidth.cut(curve.name().isEmpty() ? " " : curve.name(), LONGEST_NAME);
            int same = names.merge(name, 1, Integer::sum);
            Color colour = seriesColours(canvas)[curves % ON_LIGHT.length];
            if (curve.hasBand()) {
                band(chart, curve, unit, curves, colour);
            }
            XYSeries series =
                    chart.addSeries(same == 1 ? name : name + " (" + same + ")", xs(plot, curve), ys(curve, unit));
            series.setLineColor(colour);
            series.setMarkerColor(colour);
            series.setShowInLegend(curves < named);
            series.setMarker(isDotted(curve) ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
            series.setLineStyle(stroke(curves++));
        }
        if (curves > named) {
            remarks.add(0, "the legend names " + named + " of " + curves + " curves");
        }
        if (plot.isEmpty()) {
            nothing(plot, chart);
        }
        String axis = plot.x() == XAxis.INDEX ? "" : plot.x() + (plot.x() == XAxis.TIME ? ", UTC" : "");
        chart.setXAxisTitle(below(chart.getStyler(), axis, remarks, width));
        return chart;
    }

    private static Color[] seriesColours(Canvas canvas) {
        return canvas.isDark() ? ON_DARK : ON_LIGHT;
    }

    /** The area between the ends of a band, in the colour of its curve. */
    private static void band(XYChart chart, Series curve, double unit, int number, Color colour) {
        List<Point> points = curve.points().stream().filter(Point::hasBand).toList();
        List<Double> xs = new ArrayList<>();
        List<Double> ys = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            xs.add(points.get(i).x());
            ys.add(points.get(i).high() / unit);
        }
        for (int i = points.size() - 1; i >= 0; i--) {
            xs.add(points.get(i).x());
            ys.add(points.get(i).low() / unit);
        }
        // No curve is called so.
        XYSeries area = chart.addSeries("\0band " + number, xs, ys);
        area.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.PolygonArea);
        area.setFillColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), BAND_OPACITY));
        area.setLineColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), BAND_OPACITY));
        area.setMarker(SeriesMarkers.NONE);
        area.setShowInLegend(false);
    }

    private static BasicStroke stroke(int curve) {
        float[] dashes = DASHES[curve / ON_LIGHT.length % DASHES.length];
        return dashes == null
                ? new BasicStroke(STROKE, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
                : new BasicStroke(STROKE, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes, 0);
    }

    /** What the values are divided by: the library cannot draw what lies farther apart than the largest number. */
    private static double unit(LinePlot plot, AxesChartStyler styler) {
        double most = plot.curves().stream()
                .flatMap(curve -> curve.drawn().stream())
                .mapToDouble(point -> Math.abs(point.y()))
                .max()
                .orElse(0);
        double unit = most > HUGE && !plot.logarithmic() ? HUGE : 1;
        if (most > 0 && !plot.logarithmic() && (most < TINY_LABEL || most >= HUGE_LABEL)) {
            styler.setYAxisTickLabelsFormattingFunction(value -> Ticks.number(value * unit));
        }
        return unit;
    }

    private static void nothing(LinePlot plot, XYChart chart) {
        chart.setTitle(plot.heading() + ": no points to draw");
        chart.addSeries(" ", new double[] {0, 1}, new double[] {Double.NaN, Double.NaN});
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setYAxisMax(1.0);
    }

    /** A point without neighbours would be invisible as a line. */
    private static boolean isDotted(Series curve) {
        List<Point> points = curve.points();
        for (int i = 0; i < points.size(); i++) {
            boolean before = i > 0 && points.get(i - 1).isDrawn();
            boolean after = i < points.size() - 1 && points.get(i + 1).isDrawn();
            if (points.get(i).isDrawn() && !before && !after) {
                return true;
            }
        }
        return false;
    }

    private static List<?> xs(LinePlot plot, Series curve) {
        Function<Point, Object> x =
                plot.x() == XAxis.TIME ? point -> new Date(Math.round(point.x())) : point -> (Object) point.x();
        return curve.points().stream()
                .filter(point -> Double.isFinite(point.x()))
                .map(x)
                .toList();
    }

    private static List<Double> ys(Series curve, double unit) {
        List<Double> ys = new ArrayList<>();
        for (Point point : curve.points()) {
            if (Double.isFinite(point.x())) {
                ys.add(Double.isFinite(point.y()) ? point.y() / unit : Double.NaN);
            }
        }
        return ys;
    }

    private static CategoryChart bars(BarPlot plot, int width, int height, Canvas canvas) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(width)
                .height(height)
                .title(plot.title())
                .build();
        style(chart.getStyler(), canvas);
        chart.getStyler().setLegendVisible(false);
        if (plot.bars().isEmpty()) {
            chart.setTitle(plot.title() + ": no values to draw");
            chart.addSeries(" ", List.of(" "), List.of(0.0));
        } else {
            List<String> labels = plot.bars().stream()
                    .map(bar -> TextWidth.cut(bar.label(), LONGEST_NAME) + " (n " + bar.count() + ")")
                    .toList();
            int longest = labels.stream().mapToInt(TextWidth::of).max().orElse(0);
            if ((longest + 1) * labels.size() * PIXELS_A_LABEL_CHARACTER > width) {
                chart.getStyler().setXAxisLabelRotation(UPRIGHT);
                // Or every third bar would have one.
                chart.getStyler().setXAxisMaxLabelCount(labels.size());
            }
            chart.addSeries(
                    "mean",
                    labels,
                    plot.bars().stream().map(BarPlot.Bar::mean).toList(),
                    plot.bars().stream().map(BarPlot.Bar::deviation).toList());
        }
        chart.setXAxisTitle(below(chart.getStyler(), "", canvas.alone() ? plot.remarks() : List.of(), width));
        return chart;
    }

    private static void style(AxesChartStyler styler, Canvas canvas) {
        Color ground = new Color(canvas.ground());
        Color letters = canvas.isDark() ? LETTERS_ON_DARK : Color.BLACK;
        styler.setChartBackgroundColor(ground);
        styler.setPlotBackgroundColor(ground);
        styler.setLegendBackgroundColor(ground);
        styler.setLegendBorderColor(ground);
        styler.setChartFontColor(letters);
        styler.setAxisTickLabelsColor(letters);
        styler.setXAxisTickLabelsColor(letters);
        styler.setYAxisTickLabelsColor(letters);
        styler.setXAxisTitleColor(letters);
        styler.setErrorBarsColor(letters);
        styler.setAxisTickMarksColor(letters);
        styler.setPlotBorderVisible(false);
        styler.setLegendPosition(LegendPosition.OutsideE);
        styler.setChartTitleBoxVisible(false);
        styler.setSeriesColors(seriesColours(canvas));
        styler.setLocale(java.util.Locale.ROOT);
        styler.setPlotGridLinesStroke(new BasicStroke(1f));
        styler.setPlotGridLinesColor(canvas.isDark() ? GRID_ON_DARK : GRID_ON_LIGHT);
    }

    /** What must be known of the picture, below the axis. */
    private static String below(AxesChartStyler styler, String axis, List<String> remarks, int width) {
        if (remarks.isEmpty()) {
            return axis;
        }
        styler.setAxisTitleFont(styler.getAxisTitleFont().deriveFont(Font.PLAIN, REMARK_POINTS));
        String text = String.join("; ", remarks);
        return TextWidth.cut(axis.isEmpty() ? text : axis + " (" + text + ")", width / PIXELS_A_CHARACTER);
    }
}
