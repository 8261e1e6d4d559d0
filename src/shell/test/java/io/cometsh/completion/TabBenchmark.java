package io.cometsh.completion;

import io.cometsh.query.Column;
import io.cometsh.query.Source;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import org.jline.reader.Candidate;
import org.jline.terminal.Size;

/**
 * How long one TAB takes once its names are there, and what a key costs while typing; a program to be run by hand, no test.
 * JShell's own completion of the same kind of text is measured in the same run.
 */
public final class TabBenchmark {
    private static final int WARM_UP = 200;
    private static final int TURNS = 101;
    /** The time that this thread worked: the clock on the wall counts what else the machine does. */
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final int NAMES = 20_000;

    private TabBenchmark() {}

    private static ShellCompleter completer() {
        List<ExperimentName> experiments = IntStream.range(0, NAMES)
                .mapToObj(i -> new ExperimentName(Integer.toHexString(i) + "f".repeat(28), "run_" + i))
                .toList();
        List<Column> columns = IntStream.range(0, 2_000)
                .mapToObj(i -> new Column("metric_" + i, Source.METRICS, "double"))
                .toList();
        ValueSample values = new ValueSample(
                IntStream.range(0, 500).mapToObj(i -> "value " + i % 40).toList(), 500, 100_000);
        NameSource source = new NameSource() {
            @Override
            public List<String> workspaces() {
                return List.of("demo");
            }

            @Override
            public List<ExperimentName> experiments(String workspace, String project) {
                return experiments;
            }

            @Override
            public List<Column> columns(String workspace, String project) {
                return columns;
            }

            @Override
            public ValueSample values(ProjectRef place, Source kind, String name) {
                return values;
            }
        };
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("api", new SampleApi());
        variables.put("text", "abc");
        Scope scope = Scope.of(variables);
        LiveNames live = new LiveNames(source, Runnable::run, System::nanoTime, line -> {});
        return new ShellCompleter(live, scope, new LastProject(scope), CommandNames.NONE, Deadline::none);
    }

    public static void main(String[] args) {
        ShellCompleter completer = completer();
        System.out.printf(Locale.ROOT, "%-58s %9s %9s%n", "", "median ms", "worst ms");
        for (String line : List.of(
                "text.",
                "text.toUp",
                "api.",
                "Stri",
                "api.getExperiment('demo', 'digits', '",
                "api.getExperiment('demo', 'digits', 'run_19",
                "api.getExperiment('demo', 'digits', 'unlike",
                "api.query('demo', 'digits', Metric('metric_1",
                "api.query('demo', 'digits', Parameter('p') == '")) {
            measure("TAB " + line, () -> {
                List<Candidate> candidates = new ArrayList<>();
                completer.complete(line, line.length(), new Size(100, 30), candidates);
            });
        }
        String long_ = "x = [\n" + "  1, 2, 'three',\n".repeat(100) + "]\napi.query('demo', '";
        measure("key api.query('demo', '", () -> completer.tip("api.query('demo', '", 100));
        String begun = "api.getExperiment('demo', 'digits', 'run_1";
        measure("key " + begun, () -> completer.tip(begun, 100));
        measure("key in a text of 100 lines", () -> completer.tip(long_, 100));
        try (JShell shell = JShell.create()) {
            shell.eval("String text = \"abc\";");
            SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
            for (String line : List.of("text.", "text.toUp", "Stri")) {
                measure("JShell " + line, () -> analysis.completionSuggestions(line, line.length(), new int[1]));
            }
        }
    }

    private static void measure(String name, Runnable work) {
        for (int i = 0; i < WARM_UP / (name.startsWith("JShell") ? 20 : 1); i++) {
            work.run();
        }
        int turns = name.startsWith("JShell") ? TURNS / 5 : TURNS;
        double[] millis = new double[turns];
        for (int i = 0; i < turns; i++) {
            long start = THREADS.getCurrentThreadCpuTime();
            work.run();
            millis[i] = (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        System.out.printf(Locale.ROOT, "%-58s %9.2f %9.2f%n", name, millis[turns / 2], millis[turns - 1]);
    }
}
