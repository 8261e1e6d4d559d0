package io.cometsh.plot;

import de.erichseifert.vectorgraphics2d.Processors;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import io.cometsh.export.TextWidth;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
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
    /** Pixels of a picture when nobody says otherwise. */
    public static final int WIDTH = 960;

    public static final int HEIGHT = 540;
    private static final float REMARK_POINTS = 11;
    private static final int PIXELS_A_CHARACTER = 6;
    /** Ten that people with other eyes tell apart too, and that show on white. */
    private static final Color[] COLOURS = {
        new Color(0x4E79A7),
        new Color(0xF28E2B),
        new Color(0xE15759),
        new Color(0x59A14F),
        new Color(0xB07AA1),
        new Color(0x9C755F),
        new Color(0x76B7B2),
        new Color(0xEDC948),
        new Color(0xFF9DA7),
        new Color(0x79706E),
    };

    private static final int LARGEST = 10_000;
    private static final int SMALLEST = 64;

    static {
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }

    private final IChart chart;

    private PlotImage(IChart chart) {
        this.chart = chart;
    }

    /** The picture of a plot, so many pixels wide and high. */
    public static PlotImage of(Plot plot, int width, int height) {
        if (width < SMALLEST || height < SMALLEST || width > LARGEST || height > LARGEST) {
            throw new PlotException("a picture has from " + SMALLEST + " to " + LARGEST + " pixels a side, not " + width
                    + " by " + height);
        }
        return new PlotImage(
                plot instanceof LinePlot lines ? lines(lines, width, height) : bars((BarPlot) plot, width, height));
    }

    /** Writes it as PNG. */
    public void png(OutputStream out) throws IOException {
        ImageIO.write(image(), "png", out);
    }

    /** Writes it as SVG. */
    public void svg(OutputStream out) throws IOException {
        VectorGraphics2D drawn = new VectorGraphics2D();
        chart.paint(drawn, chart.getWidth(), chart.getHeight());
        Processors.get("svg")
                .getDocument(drawn.getCommands(), new PageSize(0, 0, chart.getWidth(), chart.getHeight()))
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
        return BitmapEncoder.getBufferedImage(chart);
    }

    private static XYChart lines(LinePlot plot, int width, int height) {
        XYChart chart = new XYChartBuilder()
                .width(width)
                .height(height)
                .title(plot.heading())
                .build();
        style(chart.getStyler());
        chart.getStyler().setYAxisLogarithmic(plot.logarithmic() && !plot.isEmpty());
        chart.getStyler().setTimezone(java.util.TimeZone.getTimeZone("UTC"));
        if (plot.x() == XAxis.DURATION) {
            chart.getStyler()
                    .setXAxisTickLabelsFormattingFunction(
                            millis -> XAxis.DURATION.labels(List.of(millis)).get(0));
        }
        Map<String, Integer> names = new HashMap<>();
        for (Series curve : plot.curves()) {
            if (curve.drawn().isEmpty()) {
                continue;
            }
            int same = names.merge(curve.name(), 1, Integer::sum);
            XYSeries series = chart.addSeries(
                    same == 1 ? curve.name() : curve.name() + " (" + same + ")", xs(plot, curve), ys(curve));
            series.setMarker(isDotted(curve) ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
            series.setLineStyle(new BasicStroke(1.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        }
        if (plot.isEmpty()) {
            nothing(plot, chart);
        }
        String axis = plot.x() == XAxis.INDEX ? "" : plot.x() + (plot.x() == XAxis.TIME ? ", UTC" : "");
        chart.setXAxisTitle(below(chart.getStyler(), axis, plot.remarks(), width));
        return chart;
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

    private static List<Double> ys(Series curve) {
        List<Double> ys = new ArrayList<>();
        for (Point point : curve.points()) {
            if (Double.isFinite(point.x())) {
                ys.add(Double.isFinite(point.y()) ? point.y() : Double.NaN);
            }
        }
        return ys;
    }

    private static CategoryChart bars(BarPlot plot, int width, int height) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(width)
                .height(height)
                .title(plot.title())
                .build();
        style(chart.getStyler());
        chart.getStyler().setLegendVisible(false);
        if (plot.bars().isEmpty()) {
            chart.setTitle(plot.title() + ": no values to draw");
            chart.addSeries(" ", List.of(" "), List.of(0.0));
        } else {
            chart.addSeries(
                    "mean",
                    plot.bars().stream()
                            .map(bar -> bar.label() + " (n " + bar.count() + ")")
                            .toList(),
                    plot.bars().stream().map(BarPlot.Bar::mean).toList(),
                    plot.bars().stream().map(BarPlot.Bar::deviation).toList());
        }
        chart.setXAxisTitle(below(chart.getStyler(), "", plot.notes(), width));
        return chart;
    }

    private static void style(AxesChartStyler styler) {
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setLegendPosition(LegendPosition.OutsideE);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setChartTitleBoxVisible(false);
        styler.setSeriesColors(COLOURS);
        styler.setLocale(java.util.Locale.ROOT);
        styler.setPlotGridLinesStroke(new BasicStroke(1f));
        styler.setPlotGridLinesColor(new Color(0xDD, 0xDD, 0xDD));
    }

    /** A picture is passed on alone: what must be known of it stands in it, below the axis. */
    private static String below(AxesChartStyler styler, String axis, List<String> remarks, int width) {
        if (remarks.isEmpty()) {
            return axis;
        }
        styler.setAxisTitleFont(styler.getAxisTitleFont().deriveFont(Font.PLAIN, REMARK_POINTS));
        String text = String.join("; ", remarks);
        return TextWidth.cut(axis.isEmpty() ? text : axis + " (" + text + ")", width / PIXELS_A_CHARACTER);
    }
}
