package io.cometsh.lang;

import groovy.lang.Closure;
import groovy.lang.GString;
import io.cometsh.text.Names;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The two ways to spell a name, ours and Python's, and what a misspelt one was meant to be. */
public final class Spelling {
    private Spelling() {}

    /** The same for {@code get_experiment_by_key} and {@code getExperimentByKey}. */
    static String fold(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** Whether a name, in either spelling, is this one of ours. */
    static boolean means(String written, String camelCase) {
        return camelCase.equals(written)
                || written.contains("_") && fold(camelCase).equals(fold(written));
    }

    /** {@code getExperimentByKey} as Python writes it: {@code get_experiment_by_key}. */
    public static String snake(String camelCase) {
        return camelCase
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }

    /** What an argument of this class is called in a message; null for the class of null. */
    static String type(Class<?> type) {
        return type == null
                ? "null"
                : Closure.class.isAssignableFrom(type)
                        ? "Closure"
                        : GString.class.isAssignableFrom(type) ? "GString" : type.getSimpleName();
    }

    /** {@code an Experiment}, {@code a Model}. */
    static String article(String noun) {
        return ("AEIOU".indexOf(noun.charAt(0)) < 0 ? "a " : "an ") + noun;
    }

    /** "; did you mean a, b or c?", or nothing when no candidate is like the name. */
    static String didYouMean(String name, Collection<String> candidates) {
        List<String> names = Names.nearest(
                name, candidates.stream().filter(one -> !one.equals(name)).toList());
        if (names.isEmpty()) {
            return "";
        }
        String last = names.get(names.size() - 1);
        String others = String.join(", ", names.subList(0, names.size() - 1));
        return "; did you mean " + (others.isEmpty() ? last : others + " or " + last) + "?";
    }
}
