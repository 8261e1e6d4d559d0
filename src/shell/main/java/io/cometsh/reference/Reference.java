package io.cometsh.reference;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * All that scripts can call, by name. A name may be written as in Python: {@code get_metrics} finds {@code getMetrics},
 * and a property finds its getter: {@code name} finds {@code getName}.
 */
public final class Reference {
    /** The types whose members are called without an object in front. */
    static final Set<String> WORDS = Set.of("Query", "ScriptHelpers", "PlotHelpers", "CometScript");

    /** What Comet's Python calls our types. */
    private static final Map<String, String> PYTHON_TYPES = Map.of("api", "Api", "apiexperiment", "Experiment");

    private final Map<String, TypeDoc> types = new LinkedHashMap<>();

    private Reference(List<TypeDoc> all) {
        all.forEach(type -> types.put(type.name(), type));
    }

    /** Reads the resource; a few milliseconds, so it is done when the first question comes. */
    public static Reference load() {
        try (InputStream in = Reference.class.getResourceAsStream("reference.txt")) {
            if (in == null) {
                throw new IllegalStateException("the build has made no io/cometsh/reference/reference.txt");
            }
            return new Reference(ReferenceReader.read(new String(in.readAllBytes(), UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Collection<TypeDoc> types() {
        return List.copyOf(types.values());
    }

    /** The type of this simple name; letter case and Python's names for it count as well. Null when there is none. */
    public TypeDoc type(String name) {
        TypeDoc exact = types.get(name);
        if (exact != null) {
            return exact;
        }
        String folded = fold(name);
        String python = PYTHON_TYPES.get(folded);
        return python != null
                ? types.get(python)
                : types.values().stream()
                        .filter(type -> fold(type.name()).equals(folded) && !WORDS.contains(type.name()))
                        .findFirst()
                        .orElse(null);
    }

    /** The members of this name of one type. */
    public List<MemberDoc> members(TypeDoc type, String name) {
        List<MemberDoc> exact =
                type.members().stream().filter(one -> one.name().equals(name)).toList();
        return exact.isEmpty()
                ? type.members().stream().filter(one -> isMeant(one, name)).toList()
                : exact;
    }

    /** The members of this name of all types, what needs no object first. */
    public List<MemberDoc> members(String name) {
        List<MemberDoc> found = new ArrayList<>();
        types.values().stream()
                .filter(type -> WORDS.contains(type.name()))
                .forEach(type -> found.addAll(members(type, name)));
        types.values().stream()
                .filter(type -> !WORDS.contains(type.name()))
                .forEach(type -> found.addAll(members(type, name)));
        return found;
    }

    private static boolean isMeant(MemberDoc member, String name) {
        String own = fold(member.name());
        String meant = fold(name);
        boolean getter = member.name().matches("(get|is)[A-Z].*");
        return own.equals(meant) || getter && (own.equals("get" + meant) || own.equals("is" + meant));
    }

    /** The same for both ways to spell a name. */
    private static String fold(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }
}
