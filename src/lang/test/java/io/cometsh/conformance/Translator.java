package io.cometsh.conformance;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From a Python call to the same call of ours, by Python's name for it. */
final class Translator {
    /** What a write of ours gives that returns nothing. Python hands out None, or its HTTP response. */
    static final Object DONE = new Object();

    /** What the recorder called its api objects beside {@code api}: without a cache, with other settings. */
    static final Set<String> OTHER_APIS = Set.of("other", "plain", "slow", "once", "real");

    interface Call {
        Object make(Given given) throws Exception;
    }

    interface Action {
        void run(Given given) throws Exception;
    }

    /** Python's parameters, and the call of ours. */
    record Method(List<String> parameters, Call call) {}

    private static final Map<String, Method> METHODS = new HashMap<>();

    static {
        for (Map<String, Method> part : List.of(
                ApiCalls.all(),
                ExperimentCalls.all(),
                ExperimentWriteCalls.all(),
                RegistryCalls.all(),
                ArtifactCalls.all(),
                CacheCalls.all(),
                SettingsCalls.all())) {
            part.forEach((name, method) -> {
                if (METHODS.put(name, method) != null) {
                    throw new IllegalStateException(name + " is listed twice");
                }
            });
        }
    }

    private Translator() {}

    static Map.Entry<String, Method> method(String name, String parameters, Call call) {
        return Map.entry(name, new Method(parameters.isEmpty() ? List.of() : List.of(parameters.split(" ")), call));
    }

    static Map.Entry<String, Method> action(String name, String parameters, Action action) {
        return method(name, parameters, given -> {
            action.run(given);
            return DONE;
        });
    }

    /** The method of ours; empty when there is no such call to make. */
    static Optional<Method> method(Python.Call call) {
        return Optional.ofNullable(METHODS.get(known(call)))
                .filter(method -> call.arguments().size() <= method.parameters().size()
                        && method.parameters().containsAll(call.named().keySet()));
    }

    private static String known(Python.Call call) {
        return OTHER_APIS.contains(call.handle())
                ? "api" + call.path().substring(call.handle().length())
                : call.path();
    }

    static Object[] arguments(Python.Call call, Method method) {
        Object[] arguments = new Object[method.parameters().size()];
        Arrays.fill(arguments, Given.ABSENT);
        for (int i = 0; i < call.arguments().size(); i++) {
            arguments[i] = call.arguments().get(i).value();
        }
        call.named().forEach((name, argument) -> arguments[method.parameters().indexOf(name)] = argument.value());
        return arguments;
    }
}
