package io.cometsh.compare;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The parameters that only repeat a configuration: whole numbers that are called so, parameters that always change together with them, or else the only whole number that all
 * other parameters do not depend on, so that each configuration ran with the same values.
 *
 * @param columns none where none is found
 * @param warnings what a reader must know of how they were found
 */
record Seeds(List<String> columns, List<String> warnings) {
    private static final Pattern NAME = Pattern.compile(".*(seed|random_?state|replicate|repetition).*");

    /** @param parameters the columns of the parameters that differ, each with a cell for each run */
    static Seeds find(Map<String, List<Object>> parameters) {
        List<String> whole = parameters.keySet().stream()
                .filter(name -> parameters.get(name).stream().allMatch(Seeds::isWhole))
                .toList();
        List<String> named = whole.stream()
                .filter(name -> NAME.matcher(name.toLowerCase(Locale.ROOT)).matches())
                .toList();
        if (!named.isEmpty()) {
            List<String> all = new ArrayList<>(named);
            whole.stream()
                    .filter(name -> !named.contains(name))
                    .filter(name ->
                            named.stream().anyMatch(seed -> isAlias(parameters.get(name), parameters.get(seed))))
                    .forEach(all::add);
            return new Seeds(all, List.of());
        }
        List<String> crossed =
                whole.stream().filter(name -> isCrossed(name, parameters)).toList();
        if (crossed.size() == 1) {
            return new Seeds(
                    crossed,
                    List.of(crossed.get(0)
                            + " is taken as the seed, because each configuration ran with all its values;"
                            + " name the seeds to change that"));
        }
        return new Seeds(
                List.of(),
                crossed.isEmpty()
                        ? List.of()
                        : List.of("each of " + String.join(", ", crossed) + " could be a seed: name the seeds"));
    }

    private static boolean isWhole(Object cell) {
        try {
            return cell.equals(RunComparison.NONE)
                    || new BigDecimal(cell.toString()).stripTrailingZeros().scale() <= 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Whether two parameters always change together, although some values come more than once: two names of one number. */
    private static boolean isAlias(List<Object> one, List<Object> seed) {
        Set<List<Object>> pairs = new HashSet<>();
        for (int run = 0; run < seed.size(); run++) {
            pairs.add(List.of(one.get(run), seed.get(run)));
        }
        int values = new HashSet<>(seed).size();
        return values < seed.size() && pairs.size() == values && new HashSet<>(one).size() == values;
    }

    /** Whether there are several configurations, and each of them ran with the same two values or more. */
    private static boolean isCrossed(String name, Map<String, List<Object>> parameters) {
        Map<List<Object>, Set<Object>> values = new HashMap<>();
        List<Object> own = parameters.get(name);
        for (int run = 0; run < own.size(); run++) {
            if (own.get(run).equals(RunComparison.NONE)) {
                return false;
            }
            List<Object> configuration = new ArrayList<>();
            for (Map.Entry<String, List<Object>> other : parameters.entrySet()) {
                if (!other.getKey().equals(name)) {
                    configuration.add(other.getValue().get(run));
                }
            }
            values.computeIfAbsent(configuration, any -> new HashSet<>()).add(own.get(run));
        }
        return values.size() > 1
                && values.values().iterator().next().size() > 1
                && values.values().stream().distinct().count() == 1;
    }
}
