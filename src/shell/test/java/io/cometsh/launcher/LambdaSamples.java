package io.cometsh.launcher;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.function.LongBinaryOperator;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/** Lambdas and method references of each form, for {@link LambdaClassesTest}. */
public final class LambdaSamples implements Supplier<List<Object>> {
    private final String own = "own";

    private interface Greeting {
        String to(String name);

        default Greeting twice() {
            return name -> to(to(name));
        }

        private static String polite(String name) {
            return "dear " + name;
        }

        static Greeting politely() {
            return Greeting::polite;
        }
    }

    private static class Base {
        private final int value;

        Base(int value) {
            this.value = value;
        }

        String shown() {
            return "base " + value;
        }

        private String hidden() {
            return "hidden " + value;
        }
    }

    private static final class Derived extends Base {
        Derived(int value) {
            super(value);
        }

        @Override
        String shown() {
            Supplier<String> above = super::shown;
            return "derived of " + above.get();
        }

        Supplier<String> below() {
            return this::shown;
        }
    }

    @Override
    public List<Object> get() {
        List<Object> results = new ArrayList<>();
        long wide = 1L << 40;
        double real = 0.5;
        byte small = -3;
        char letter = 'x';
        boolean truth = true;
        LongBinaryOperator sum = (a, b) -> a + b + wide;
        DoubleSupplier scaled = () -> real * wide + small;
        Function<Integer, String> mixed = i -> i + own + letter + truth + real;
        results.add(sum.applyAsLong(1, 2));
        results.add(scaled.getAsDouble());
        results.add(mixed.apply(7));
        ToIntFunction<String> length = String::length;
        ToDoubleFunction<Integer> toDouble = Integer::intValue;
        IntToLongFunction square = LambdaSamples::square;
        IntFunction<Object> boxed = LambdaSamples::square;
        Function<Integer, Long> unboxed = LambdaSamples::square;
        BiFunction<String, Integer, Character> charAt = String::charAt;
        results.add(length.applyAsInt("four"));
        results.add(toDouble.applyAsDouble(3));
        results.add(square.applyAsLong(5));
        results.add(boxed.apply(6));
        results.add(unboxed.apply(7));
        results.add(charAt.apply("abc", 1));
        Supplier<List<String>> creates = ArrayList::new;
        IntFunction<String[]> array = String[]::new;
        Function<Integer, Base> base = Base::new;
        Function<Base, String> shown = Base::shown;
        Function<Base, String> hidden = Base::hidden;
        results.add(creates.get());
        results.add(array.apply(4).length);
        results.add(shown.apply(base.apply(1)));
        results.add(hidden.apply(new Derived(2)));
        results.add(new Derived(3).below().get());
        results.add(((Greeting) name -> "hello " + name).twice().to("you"));
        results.add(Greeting.politely().twice().to("you"));
        List<String> seen = new ArrayList<>();
        Consumer<String> adds = seen::add;
        adds.accept("ignores what add returns");
        results.add(seen);
        Map<String, Integer> counts = new TreeMap<>();
        for (String word : List.of("a", "b", "a")) {
            counts.merge(word, 1, Integer::sum);
        }
        results.add(counts);
        Predicate<Object> isText = String.class::isInstance;
        results.add(isText.and(Predicate.not(String.valueOf(5)::equals)).test("5"));
        UnaryOperator<UnaryOperator<String>> nested = inner -> text -> inner.apply(inner.apply(text + own));
        results.add(nested.apply(text -> text + "!").apply("x"));
        Supplier<String> serializable = (Supplier<String> & Serializable) () -> "serializable " + own;
        results.add(serializable.get());
        results.add(same(() -> {}) == same(() -> {}));
        return results;
    }

    private static Runnable same(Runnable runnable) {
        return runnable;
    }

    private static long square(int number) {
        return (long) number * number;
    }
}
