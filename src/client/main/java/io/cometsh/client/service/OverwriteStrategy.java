package io.cometsh.client.service;

import io.cometsh.transport.CometException;
import java.util.Locale;

/** What a download does with a file that is already there. */
public enum OverwriteStrategy {
    /** One with other content is an error; the same content is left as it is. */
    FAIL,
    /** It is kept, whatever is in it, and not asked for. */
    PRESERVE,
    /** It is replaced. */
    OVERWRITE;

    /**
     * As Python writes it: {@code false} and {@code "FAIL"}, {@code "PRESERVE"}, {@code true} and {@code "OVERWRITE"};
     * null is {@link #FAIL}. {@code OverwriteStrategy.of("PRESERVE")}.
     * Nothing is asked.
     *
     * @throws CometException for anything else
     */
    public static OverwriteStrategy of(Object given) {
        if (given instanceof OverwriteStrategy strategy) {
            return strategy;
        }
        if (given == null || Boolean.FALSE.equals(given)) {
            return FAIL;
        }
        if (Boolean.TRUE.equals(given)) {
            return OVERWRITE;
        }
        for (OverwriteStrategy strategy : values()) {
            if (strategy.name().equals(given.toString().toUpperCase(Locale.ROOT))) {
                return strategy;
            }
        }
        throw new CometException("an overwrite strategy is FAIL, PRESERVE or OVERWRITE, not \"" + given + "\"");
    }
}
