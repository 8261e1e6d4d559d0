package io.cometsh.shell;

import io.cometsh.cache.CacheStats;
import io.cometsh.client.Api;
import io.cometsh.text.Quantity;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** {@code :time EXPRESSION}. */
final class TimeCommand implements Command {
    private final ScriptFiles.Runner runner;
    private final Supplier<Api> api;
    private final LongSupplier nanoTime;
    private final LongSupplier requests;

    /** @param requests how many requests were sent so far */
    TimeCommand(ScriptFiles.Runner runner, Supplier<Api> api, LongSupplier nanoTime, LongSupplier requests) {
        this.requests = requests;
        this.runner = runner;
        this.api = api;
        this.nanoTime = nanoTime;
    }

    @Override
    public String name() {
        return ":time";
    }

    @Override
    public String usage() {
        return "EXPRESSION";
    }

    @Override
    public String summary() {
        return "runs it and shows its time and its requests";
    }

    @Override
    public String help() {
        return """
                Evaluates the expression, then shows the time (with the making of the table),
                the number of requests (reads, writes and retries), and the number of answers
                from the cache.
                :time api.getExperiments("demo", "digits")""";
    }

    @Override
    public boolean takesGroovy() {
        return true;
    }

    @Override
    public boolean showsValue() {
        return true;
    }

    @Override
    public String run(CommandArguments arguments) {
        if (arguments.isEmpty()) {
            throw new CommandException("of what? Write something to run, such as :time api.getWorkspaces()");
        }
        CacheStats before = api.get().cacheStats();
        long sent = requests.getAsLong();
        long start = nanoTime.getAsLong();
        String value = runner.run(arguments.text(), "");
        double seconds = (nanoTime.getAsLong() - start) / 1e9;
        CacheStats after = api.get().cacheStats();
        long asked = requests.getAsLong() - sent;
        long held = after.hits() - before.hits();
        String took =
                String.format(Locale.ROOT, seconds < 1 ? "%.0f ms" : "%.2f s", seconds < 1 ? seconds * 1000 : seconds);
        String reads = asked + held == 0
                ? ""
                : "; " + Quantity.of(asked, "request")
                        + (held == 0 ? "" : ", " + Quantity.of(held, "answer") + " from the cache");
        return (value == null ? "" : value + "\n") + "took " + took + reads;
    }
}
