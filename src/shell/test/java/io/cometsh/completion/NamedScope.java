package io.cometsh.completion;

import java.util.Map;

/** A session with these variables, of which the promised ones are not made yet. */
record NamedScope(Map<String, Object> variables, Map<String, Class<?>> promised) implements Scope {}
