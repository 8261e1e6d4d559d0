package io.cometsh.lang;

import groovy.lang.GroovyClassLoader;
import groovy.lang.Script;
import java.util.concurrent.TimeUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Ordinary Groovy loops full of comparisons, compiled by plain Groovy and as cometsh compiles a script. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Loops {
    @Param({"plain", "cometsh"})
    public String compiler;

    @Param({"ints", "untyped", "doubles", "texts", "closures", "static"})
    public String loop;

    private Script script;

    @Setup
    public void compile() throws ReflectiveOperationException {
        CompilerConfiguration configuration =
                compiler.equals("plain") ? new CompilerConfiguration() : ScriptCompiler.configuration();
        GroovyClassLoader loader = new GroovyClassLoader(Loops.class.getClassLoader(), configuration);
        script = (Script) loader.parseClass(text(), "loop.groovy").getDeclaredConstructor().newInstance();
    }

    @Benchmark
    public Object run() {
        return script.run();
    }

    private String text() {
        return switch (loop) {
            case "ints" -> """
                int sum = 0
                for (int i = 0; i < 10000; i++) { if (i > 500 && i != 700 || i == 3) { sum += i } }
                sum
                """;
            case "untyped" -> """
                def sum = 0
                def i = 0
                while (i < 10000) { if (i >= 500 && i != 700) { sum += i }; i += 1 }
                sum
                """;
            case "doubles" -> """
                double best = 1.0d
                double value = 0.5d
                for (int i = 0; i < 10000; i++) { value = value * 1.01d; if (value > 2.0d) { value -= 1.9d }; if (value <= best) { best = value } }
                best
                """;
            case "texts" -> """
                String[] names = ['adam', 'sgd', 'rmsprop', 'adagrad'] as String[]
                int found = 0
                for (int i = 0; i < 10000; i++) { if (names[i % 4] == 'sgd' || names[i % 4] > 'b') { found++ } }
                found
                """;
            case "closures" -> """
                (1..10000).findAll { it % 3 == 0 && it > 50 }.count { it < 5000 }
                """;
            case "static" -> """
                @groovy.transform.CompileStatic
                class Counter { static int count() { int sum = 0; for (int i = 0; i < 10000; i++) { if (i > 500 && i != 700) { sum += i } }; sum } }
                Counter.count()
                """;
            default -> throw new IllegalArgumentException(loop);
        };
    }
}
