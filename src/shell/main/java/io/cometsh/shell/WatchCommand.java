package io.cometsh.shell;

import io.cometsh.lang.Session;
import io.cometsh.text.Quantity;
import io.cometsh.transport.CometInterruptedException;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code :watch EXPRESSION [SECONDS]}. */
final class WatchCommand implements Command {
    /** A number after a blank, unless what comes before it waits for more: {@code 1 + 5} is an expression. */
    private static final Pattern SECONDS =
            Pattern.compile("(.*[^\\s+\\-*/%<>=!&|^~?:,.(\\[{])\\s+(\\d+(?:\\.\\d+)?)\\s*", Pattern.DOTALL);

    private static final double USUAL_SECONDS = 5;
    private static final double FASTEST_SECONDS = 0.1;

    private final Session session;
    private final Runnable fresh;
    private final Supplier<WatchDisplay> display;

    WatchCommand(Session session, Runnable fresh, Supplier<WatchDisplay> display) {
        this.session = session;
        this.fresh = fresh;
        this.display = display;
    }

    @Override
    public String name() {
        return ":watch";
    }

    @Override
    public String usage() {
        return "EXPRESSION [SECONDS]";
    }

    @Override
    public String summary() {
        return "evaluates an expression repeatedly and shows the value in place, until Ctrl-C";
    }

    @Override
    public String help() {
        return """
                Each evaluation asks the server again; the default is every 5 seconds.
                When the server cannot be reached, the last value stays, and the watch
                continues.
                :watch exp.plot("val_loss") 10
                In scripts, and with an end:
                watch(10) { exp.state } until { it != "running" }""";
    }

    @Override
    public boolean takesGroovy() {
        return true;
    }

    @Override
    public String run(CommandArguments arguments) {
        String expression = arguments.text().strip();
        double seconds = USUAL_SECONDS;
        Matcher timed = SECONDS.matcher(expression);
        if (timed.matches()) {
            expression = timed.group(1);
            seconds = Math.max(FASTEST_SECONDS, Double.parseDouble(timed.group(2)));
        }
        if (expression.isEmpty()) {
            throw new CommandException("what? Write " + name() + " " + usage());
        }
        String code = expression;
        Watch watch = new Watch(
                Duration.ofNanos((long) (seconds * 1e9)), null, () -> session.evaluate(code), fresh, display.get());
        try {
            watch.toleratingOutages().until(value -> false);
            return null;
        } catch (InterruptedException | CometInterruptedException e) {
            // The terminal has written ^C: the message begins on a line of its own.
            return "\nevaluated " + Quantity.of(watch.rounds(), "time");
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
