package io.cometsh.shell;

import io.cometsh.query.Names;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** {@code :cache [on|off|clear [ENDPOINT…]|do ENDPOINT…|dont ENDPOINT…]}. */
final class CacheCommand implements Command {
    private final CacheControl cache;
    private final Runnable clearNames;

    /** {@code clearNames} forgets the names that TAB offers, which are kept apart from the cache. */
    CacheCommand(CacheControl cache, Runnable clearNames) {
        this.cache = cache;
        this.clearNames = clearNames;
    }

    @Override
    public String name() {
        return ":cache";
    }

    @Override
    public String usage() {
        return "[on|off|clear [ENDPOINT...]|do ENDPOINT...|dont ENDPOINT...]";
    }

    @Override
    public String summary() {
        return "what is kept of the server's answers, and for which reads";
    }

    @Override
    public String help() {
        return """
                Alone it shows whether answers are kept, how many reads were answered from them, and their size.
                on, off    keep answers, or ask the server each time
                clear      forget all answers and the names that TAB offers, or the answers of these endpoints
                do, dont   keep the answers of these endpoints, or do not, such as :cache do experiment/metadata""";
    }

    @Override
    public String run(List<String> arguments) {
        if (arguments.isEmpty()) {
            return state();
        }
        List<String> endpoints = arguments.subList(1, arguments.size());
        switch (arguments.get(0)) {
            case "on" -> use(true, endpoints);
            case "off" -> use(false, endpoints);
            case "clear" -> {
                requireKnown(endpoints);
                cache.clear(endpoints);
                clearNames.run();
                return endpoints.isEmpty() ? "cache cleared" : "cleared: " + String.join(", ", endpoints);
            }
            case "do" -> cache.doCache(requireSome(endpoints));
            case "dont" -> cache.doNotCache(requireSome(endpoints));
            default -> throw wrong(":cache knows no \"" + arguments.get(0) + "\"");
        }
        return state();
    }

    private void use(boolean on, List<String> rest) {
        if (!rest.isEmpty()) {
            throw wrong(":cache " + (on ? "on" : "off") + " takes nothing more");
        }
        cache.use(on);
    }

    private CommandException wrong(String what) {
        return new CommandException(what + "; write " + name() + " " + usage());
    }

    private List<String> requireSome(List<String> endpoints) {
        if (endpoints.isEmpty()) {
            throw new CommandException("name an endpoint, such as experiment/metadata; TAB shows them");
        }
        requireKnown(endpoints);
        return endpoints;
    }

    private void requireKnown(List<String> endpoints) {
        Collection<String> known = cache.endpoints();
        for (String endpoint : endpoints) {
            if (!known.contains(endpoint)) {
                List<String> nearest = Names.nearest(endpoint, known);
                throw new CommandException("no endpoint " + endpoint
                        + (nearest.isEmpty() ? "; TAB shows them" : "; did you mean " + nearest.get(0) + "?"));
            }
        }
    }

    private String state() {
        CacheControl.Usage usage = cache.usage();
        return String.format(
                Locale.ROOT,
                "cache is %s: %,d hits, %,d misses, %,d answers, %,d bytes\nkept: %s",
                cache.isOn() ? "on" : "off",
                usage.hits(),
                usage.misses(),
                usage.answers(),
                usage.bytes(),
                String.join(", ", new TreeSet<>(cache.cachedEndpoints())));
    }

    @Override
    public Map<String, String> complete(List<String> before) {
        Map<String, String> words = new LinkedHashMap<>();
        if (before.isEmpty()) {
            words.put("on", "keep answers");
            words.put("off", "ask each time");
            words.put("clear", "forget answers");
            words.put("do", "keep those of an endpoint");
            words.put("dont", "do not keep those of an endpoint");
        } else if (List.of("clear", "do", "dont").contains(before.get(0))) {
            new TreeSet<>(cache.endpoints()).forEach(endpoint -> words.put(endpoint, ""));
        }
        return words;
    }
}
