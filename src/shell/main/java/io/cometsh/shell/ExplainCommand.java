package io.cometsh.shell;

import io.cometsh.client.Api;
import io.cometsh.completion.CurrentProject;
import io.cometsh.completion.ProjectRef;
import io.cometsh.lang.Session;
import io.cometsh.query.QueryExpression;
import io.cometsh.query.QueryVariable;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** {@code :explain EXPRESSION}. */
final class ExplainCommand implements Command {
    private final Session session;
    private final Supplier<Api> api;
    private final CurrentProject place;

    ExplainCommand(Session session, Supplier<Api> api, CurrentProject place) {
        this.session = session;
        this.api = api;
        this.place = place;
    }

    @Override
    public String name() {
        return ":explain";
    }

    @Override
    public String usage() {
        return "EXPRESSION";
    }

    @Override
    public String summary() {
        return "the request that a query or other code makes, sent nowhere";
    }

    @Override
    public String help() {
        return """
                Shows how a query is understood and which request it makes. A comparison is a
                query of the project that :use sets; any other code runs up to its first
                request, which is shown and not sent.
                :explain Metric("accuracy") > 0.9 | Tag("best")
                :explain api.query("demo", "digits", Tag("best"), archived: true)
                Only the project's columns are asked for, since a rule names its column's
                type. In a script: api.explain("demo", "digits", query)""";
    }

    @Override
    public boolean takesGroovy() {
        return true;
    }

    @Override
    public String run(CommandArguments arguments) {
        if (arguments.isEmpty()) {
            throw new CommandException("of what? Write a query, such as :explain Metric(\"accuracy\") > 0.9");
        }
        AtomicReference<Object> value = new AtomicReference<>();
        String request = firstRequest(() -> value.getAndSet(session.peek(arguments.text())));
        return request == null ? explained(value.get()) : request;
    }

    private String firstRequest(Callable<?> code) {
        try {
            return api.get().explain(code);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new CommandException(e.getMessage());
        }
    }

    private String explained(Object value) {
        if (value instanceof QueryVariable variable) {
            throw new CommandException(variable + " needs comparing, such as " + variable + " > 0.9");
        }
        if (!(value instanceof QueryExpression)) {
            throw new CommandException("no request to explain: the value is "
                    + (value == null
                            ? "null"
                            : "of the class " + value.getClass().getSimpleName())
                    + ". Write a comparison, such as Metric(\"accuracy\") > 0.9");
        }
        ProjectRef project = place.project();
        if (project == null) {
            throw new CommandException("for which project? Set one first: :use WORKSPACE/PROJECT");
        }
        return api.get().explain(project.workspace(), project.project(), value);
    }
}
