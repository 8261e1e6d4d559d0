package io.cometsh.shell;

import io.cometsh.client.Api;
import io.cometsh.completion.CurrentPlace;
import io.cometsh.completion.Place;
import io.cometsh.lang.Session;
import io.cometsh.query.QueryExpression;
import io.cometsh.query.QueryVariable;
import java.util.function.Supplier;

/** {@code :explain EXPRESSION}. */
final class ExplainCommand implements Command {
    private final Session session;
    private final Supplier<Api> api;
    private final CurrentPlace place;

    ExplainCommand(Session session, Supplier<Api> api, CurrentPlace place) {
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
        return "the requests that a query would make, sent nowhere";
    }

    @Override
    public String help() {
        return """
                Shows how a query is understood and what would be sent for it in the project
                that :use has set.
                :explain Metric("accuracy") > 0.9 | Tag("best")
                Only the project's columns are asked for, since a rule names its column's
                type. For another project: api.explain("demo", "digits", query)""";
    }

    @Override
    public boolean takesGroovy() {
        return true;
    }

    @Override
    public String run(Arguments arguments) {
        if (arguments.isEmpty()) {
            throw new CommandException("of what? Write a query, such as :explain Metric(\"accuracy\") > 0.9");
        }
        Object value = session.peek(arguments.text());
        if (value instanceof QueryVariable variable) {
            throw new CommandException(variable + " needs comparing, such as " + variable + " > 0.9");
        }
        if (!(value instanceof QueryExpression)) {
            throw new CommandException("that is no query but "
                    + (value == null ? "null" : value.getClass().getSimpleName())
                    + ": write a comparison, such as Metric(\"accuracy\") > 0.9");
        }
        Place project = place.project();
        if (project == null) {
            throw new CommandException("for which project? Set one first: :use WORKSPACE/PROJECT");
        }
        return api.get().explain(project.workspace(), project.project(), value);
    }
}
