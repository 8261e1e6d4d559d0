package io.cometsh.shell;

import io.cometsh.cache.CachePolicy;
import io.cometsh.cache.CacheStats;
import io.cometsh.cache.UnknownEndpointException;
import io.cometsh.client.Api;
import io.cometsh.export.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** {@code :cache [on|off|clear [ENDPOINT…]|do ENDPOINT…|dont ENDPOINT…]}. */
final class CacheCommand implements Command {
    private final Supplier<Api> api;
    private final Runnable clearNames;
    private final TableText tables;

    /** {@code clearNames} forgets the names that TAB offers, which are kept apart from the cache. */
    CacheCommand(Supplier<Api> api, Runnable clearNames, TableText tables) {
        this.api = api;
        this.clearNames = clearNames;
        this.tables = tables;
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
                Alone it shows whether answers are kept, how many reads were answered from
                them, and their size.
                on, off    keep answers, or ask the server each time
                clear      forget all answers and the names that TAB offers, or the answers of
                           these endpoints
                do, dont   keep the answers of these endpoints, or do not: :cache do projects
                Not kept by default:
                """ + String.join("\n", WordWrap.lines(String.join(", ", CachePolicy.notCachedAtStart()), 78));
    }

    @Override
    public String run(CommandArguments given) {
        List<String> arguments = given.words();
        if (arguments.isEmpty()) {
            return state(given.width());
        }
        List<String> endpoints = arguments.subList(1, arguments.size());
        String[] named = endpoints.toArray(String[]::new);
        try {
            return switch (arguments.get(0)) {
                case "on" -> use(true, endpoints);
                case "off" -> use(false, endpoints);
                case "clear" -> clear(named);
                case "do" -> {
                    requireSome(endpoints);
                    api.get().doCache(named);
                    yield "kept from now on: " + String.join(", ", named);
                }
                case "dont" -> {
                    requireSome(endpoints);
                    api.get().doNotCache(named);
                    yield "not kept from now on: " + String.join(", ", named);
                }
                default -> throw wrong(":cache knows no \"" + arguments.get(0) + "\"");
            };
        } catch (UnknownEndpointException e) {
            throw new CommandException(e.getMessage());
        }
    }

    private String use(boolean on, List<String> rest) {
        if (!rest.isEmpty()) {
            throw wrong(":cache " + (on ? "on" : "off") + " takes nothing more");
        }
        api.get().useCache(on);
        return "cache is " + (on ? "on" : "off");
    }

    private String clear(String... endpoints) {
        if (endpoints.length == 0) {
            api.get().clearCache();
        } else {
            api.get().clearCache(endpoints);
        }
        clearNames.run();
        return endpoints.length == 0 ? "cache cleared" : "cleared: " + String.join(", ", endpoints);
    }

    private CommandException wrong(String what) {
        return new CommandException(what + "; write " + name() + " " + usage());
    }

    private static void requireSome(List<String> endpoints) {
        if (endpoints.isEmpty()) {
            throw new CommandException("name an endpoint, such as projects; TAB shows them");
        }
    }

    private String state(int width) {
        CacheStats stats = api.get().cacheStats();
        String total = String.format(
                Locale.ROOT,
                "cache is %s: %,d hits, %,d misses, %,d answers of %,d bytes%s",
                stats.on() ? "on" : "off",
                stats.hits(),
                stats.misses(),
                stats.entries(),
                stats.bytes(),
                stats.oldestAge()
                        .map(age -> ", the oldest " + age.toSeconds() + " s old")
                        .orElse(""));
        if (stats.byEndpoint().isEmpty()) {
            return total;
        }
        List<List<Object>> rows = new ArrayList<>();
        stats.byEndpoint().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> rows.add(List.of(
                        entry.getKey(),
                        entry.getValue().hits(),
                        entry.getValue().misses(),
                        entry.getValue().entries(),
                        entry.getValue().bytes())));
        Table table = new Table(List.of("endpoint", "hits", "misses", "answers", "bytes"), rows);
        return total + "\n" + tables.of(table, width);
    }

    @Override
    public Map<String, String> complete(List<String> before, String word) {
        Map<String, String> words = new LinkedHashMap<>();
        if (before.isEmpty()) {
            words.put("on", "keep answers");
            words.put("off", "ask each time");
            words.put("clear", "forget answers");
            words.put("do", "keep answers of an endpoint");
            words.put("dont", "do not keep answers of an endpoint");
        } else if (List.of("clear", "do", "dont").contains(before.get(0))) {
            CachePolicy.endpoints().stream()
                    .filter(endpoint -> !before.contains(endpoint))
                    .forEach(endpoint -> words.put(endpoint, ""));
        }
        return words;
    }
}
