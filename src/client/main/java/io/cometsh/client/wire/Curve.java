package io.cometsh.client.wire;

import java.util.List;

/**
 * A curve that was logged as a whole, such as ROC: {@code exp.getCurves().find { it.name == "roc" }.y.max()}.
 *
 * @param x as many as {@code y}
 * @param y NaN and the infinities included
 * @param step the step it was logged at; null for none
 * @param assetId the asset that holds it
 */
public record Curve(String name, List<Double> x, List<Double> y, Long step, String assetId) implements WireRecord {}
