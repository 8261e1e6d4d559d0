package io.cometsh.transport;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A value that is made when it is first asked for, once. A maker that throws is asked again the next time.
 *
 * <pre>{@code
 * Lazy<Transport> transport = new Lazy<>(this::open);
 * transport.get().send(request);
 * transport.ifMade(Transport::close);
 * }</pre>
 */
public final class Lazy<T> implements Supplier<T> {
    private final Supplier<? extends T> maker;
    private T value;

    /** @param maker gives the value, never null */
    public Lazy(Supplier<? extends T> maker) {
        this.maker = maker;
    }

    @Override
    public synchronized T get() {
        if (value == null) {
            value = maker.get();
        }
        return value;
    }

    /** A property of the value, or another one when nobody has asked for the value. */
    public synchronized <R> R mapOr(Function<? super T, R> property, R other) {
        return value == null ? other : property.apply(value);
    }

    /** Does something with the value unless nobody has asked for it. */
    public synchronized void ifMade(Consumer<? super T> action) {
        if (value != null) {
            action.accept(value);
        }
    }
}
