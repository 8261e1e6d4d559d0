package io.cometsh.shell;

import io.cometsh.lang.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A Groovy session behind the prompt. */
public final class SessionEvaluator implements Evaluator {
    private final Session session;

    /** {@code session} should be one for typed input, so that Ctrl-C ends what is evaluated. */
    public SessionEvaluator(Session session) {
        this.session = session;
    }

    /** The value of an expression; null for an assignment, whose value the user has just written. */
    @Override
    public Object evaluate(String code) {
        Object value = session.evaluate(code);
        return session.lastWasExpression() ? value : null;
    }

    @Override
    public boolean isUnfinished(String text) {
        return false;
    }

    @Override
    public void warmUp() {
        Session.warmUp();
    }

    @Override
    public String describe(Throwable failure) {
        return session.describe(failure);
    }

    @Override
    public Map<String, Object> variables() {
        return session.variables();
    }

    @Override
    public Collection<String> imports() {
        List<String> names = new ArrayList<>(session.classes());
        for (String line : session.imports()) {
            String name = line.substring(Math.max(line.lastIndexOf('.'), line.lastIndexOf(' ')) + 1);
            if (!name.equals("*")) {
                names.add(name);
            }
        }
        return names;
    }

    @Override
    public Collection<String> methods() {
        return session.methods();
    }
}
