package io.cometsh.compare;

import io.cometsh.client.service.RunColumn;
import io.cometsh.client.service.Statistic;
import io.cometsh.query.Source;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which values of a metric are the better ones. */
public enum Goal {
    MIN,
    MAX;

    private static final Pattern LOWER_IS_BETTER = Pattern.compile(
            "(^|.*[^a-z])(.*loss|err|errors?|perplexity|ppl|rmse|mse|mae|mape|nll|wer|cer|fid|latency|time|duration|seconds|.*memory)([^a-z].*|$)");
    private static final Pattern HIGHER_IS_BETTER = Pattern.compile(
            "(^|.*[^a-z])(.*acc|.*accuracy|f1|auc|auroc|precision|recall|.*score|bleu|rouge|iou|map|reward|return|r2|psnr|ssim|.*throughput)([^a-z].*|$)");

    /** The goal that a user names. @throws IllegalArgumentException for another word */
    public static Goal named(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "min" -> MIN;
            case "max" -> MAX;
            default -> throw new IllegalArgumentException("a goal is min or max, not \"" + name + "\"");
        };
    }

    /**
     * The goal of a metric by its name, such as {@code val_loss}, and else by the value that is asked for, such as
     * {@code metrics.quality.max}.
     *
     * @param column as in a table: {@code metrics.val_loss.min}
     * @return null where neither implies one
     */
    public static Goal of(String column) {
        RunColumn parsed = RunColumn.parse(column, Source.METRICS);
        String name = parsed.name().toLowerCase(Locale.ROOT);
        if (LOWER_IS_BETTER.matcher(name).matches()) {
            return MIN;
        }
        if (HIGHER_IS_BETTER.matcher(name).matches()) {
            return MAX;
        }
        return parsed.statistic() == Statistic.MIN ? MIN : parsed.statistic() == Statistic.MAX ? MAX : null;
    }

    /** 1 where the first value is better, -1 where it is worse, else 0. */
    int compare(double one, double two) {
        return this == MAX ? Double.compare(one, two) : Double.compare(two, one);
    }
}
