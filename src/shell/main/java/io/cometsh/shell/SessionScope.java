package io.cometsh.shell;

import io.cometsh.client.Api;
import io.cometsh.completion.Scope;
import io.cometsh.lang.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The names of a Groovy session, for TAB. */
final class SessionScope implements Scope {
    private final Session session;

    SessionScope(Session session) {
        this.session = session;
    }

    @Override
    public Map<String, Object> variables() {
        return session.variables();
    }

    /** The connection is made at its first use, and TAB must not be that. */
    @Override
    public Map<String, Class<?>> promised() {
        return Map.of("api", Api.class);
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

    @Override
    public Class<?> functions() {
        return session.functions();
    }

    @Override
    public Class<?> type(String name) {
        return session.type(name);
    }

    @Override
    public Path home() {
        return Path.of(System.getProperty("user.home", ""));
    }
}
