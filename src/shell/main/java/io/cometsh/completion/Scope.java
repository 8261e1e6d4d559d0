package io.cometsh.completion;

import io.cometsh.plot.PlotHelpers;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What the session knows by name. Reading it must not run the user's code. */
public interface Scope {
    /** The variables and their values; only the values' classes are looked at, texts, and what JDK collections hold. */
    Map<String, Object> variables();

    /** Variables that are made at their first use, with the class that they will have. */
    default Map<String, Class<?>> promised() {
        return Map.of();
    }

    /** The simple names of imported classes. */
    default Collection<String> imports() {
        return List.of();
    }

    /** The names of methods that the user defined. */
    default Collection<String> methods() {
        return List.of();
    }

    /** The class whose methods can be called without an object in front. */
    default Class<?> functions() {
        return PlotHelpers.class;
    }

    /** The class that a simple or full name means here, without running its initialiser; null for none. */
    default Class<?> type(String name) {
        return null;
    }

    /** The user's home folder, for {@code ~/} in file names; null for none. */
    default Path home() {
        return null;
    }

    /** A scope with variables only. */
    static Scope of(Map<String, Object> variables) {
        return () -> variables;
    }
}
