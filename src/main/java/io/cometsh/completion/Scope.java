package io.cometsh.completion;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What the session knows by name. Reading it must not run the user's code. */
public interface Scope {
    /** The variables and their values; only the values' classes are looked at, and texts. */
    Map<String, Object> variables();

    /** Variables that are made at their first use, with the class that they will have. */
    default Map<String, Class<?>> promised() {
        return Map.of();
    }

    /** The simple names of imported classes. */
    Collection<String> imports();

    /** The names of methods that the user defined. */
    Collection<String> methods();

    /** A scope with variables only. */
    static Scope of(Map<String, Object> variables) {
        return new Scope() {
            @Override
            public Map<String, Object> variables() {
                return variables;
            }

            @Override
            public Collection<String> imports() {
                return List.of();
            }

            @Override
            public Collection<String> methods() {
                return List.of();
            }
        };
    }
}
