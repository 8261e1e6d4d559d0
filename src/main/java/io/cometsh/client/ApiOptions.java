package io.cometsh.client;

import java.util.function.Consumer;

/**
 * How an {@link Api} behaves.
 *
 * @param strict whether an unknown column is an error instead of a warning
 * @param parallel how many reads are made at once for many experiments
 * @param warnings where a sentence goes that the user should read, such as an unknown name with the nearest ones
 */
public record ApiOptions(boolean strict, int parallel, Consumer<String> warnings) {

    /** Lenient, 16 reads at once, warnings on standard error. */
    public static ApiOptions defaults() {
        return new ApiOptions(false, 16, warning -> System.err.println("warning: " + warning));
    }

    public ApiOptions withStrict(boolean value) {
        return new ApiOptions(value, parallel, warnings);
    }

    public ApiOptions withWarnings(Consumer<String> value) {
        return new ApiOptions(strict, parallel, value);
    }
}
