package io.cometsh.shell;

import io.cometsh.reference.MemberDoc;
import io.cometsh.reference.Reference;
import io.cometsh.reference.TypeDoc;
import io.cometsh.text.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds what a name refers to: {@code getMetrics}, {@code get_metrics}, {@code exp.name}, {@code api.query},
 * {@code Experiment}, {@code Metric("loss").contains}, a variable.
 */
final class DocSearch {
    private static final Pattern CALL_OF_WORD =
            Pattern.compile("(Metric|Parameter|Other|Metadata|Environment)\\s*\\(.*");
    /** How examples, and people, call what they have got. */
    private static final Map<String, String> USUAL_NAMES = Map.of(
            "api", "Api",
            "e", "Experiment",
            "exp", "Experiment",
            "experiment", "Experiment",
            "exps", "ExperimentList",
            "experiments", "ExperimentList",
            "runs", "ExperimentList",
            "artifact", "LoggedArtifact");

    private final Reference reference;
    private final int width;

    DocSearch(Reference reference, int width) {
        this.reference = reference;
        this.width = width;
    }

    /** The page for a name, for which {@code types} knows the classes of variables; null when nothing has this name. */
    String find(String asked, Map<String, Class<?>> variables) {
        String name = asked.replaceFirst("(?s)\\s*\\([^()]*\\)$", "");
        int dot = name.lastIndexOf('.');
        return dot < 0 ? plain(name, variables) : member(name.substring(0, dot), name.substring(dot + 1), variables);
    }

    private DocPage page() {
        return new DocPage(reference, width);
    }

    private String plain(String name, Map<String, Class<?>> variables) {
        // A word is not a property: experiment is the class, not getExperiment.
        List<MemberDoc> words = reference.members(name).stream()
                .filter(MemberDoc::isWord)
                .filter(word -> word.name().equalsIgnoreCase(name.replace("_", "")))
                .toList();
        Class<?> variable = variables.get(name);
        if (variable != null && words.isEmpty()) {
            TypeDoc type = typeOf(variable);
            return type == null ? null : page().type(type).text();
        }
        if (!words.isEmpty()) {
            return page().member(words.get(0)).text();
        }
        TypeDoc type = reference.type(name);
        return type != null ? page().type(type).text() : several(reference.members(name));
    }

    private String member(String receiver, String name, Map<String, Class<?>> variables) {
        TypeDoc type = receiverType(receiver, variables);
        if (type != null) {
            List<MemberDoc> members = reference.members(type, name);
            if (!members.isEmpty()) {
                return page().member(members.get(0)).text();
            }
            if (isCertain(receiver, variables)) {
                return null;
            }
        }
        return several(reference.members(name));
    }

    /** Whether the receiver is surely of its type, so that a member of another type is not what was meant. */
    private boolean isCertain(String receiver, Map<String, Class<?>> variables) {
        return variables.containsKey(receiver) || reference.type(receiver) != null;
    }

    private TypeDoc receiverType(String receiver, Map<String, Class<?>> variables) {
        Class<?> variable = variables.get(receiver);
        if (variable != null) {
            return typeOf(variable);
        }
        Matcher word = CALL_OF_WORD.matcher(receiver);
        if (word.matches()) {
            return reference.type("QueryVariable");
        }
        TypeDoc type = reference.type(receiver);
        return type != null ? type : reference.type(USUAL_NAMES.getOrDefault(receiver, ""));
    }

    private TypeDoc typeOf(Class<?> type) {
        for (Class<?> one = type; one != null; one = one.getSuperclass()) {
            TypeDoc known = one.getName().startsWith("io.cometsh.") ? reference.type(one.getSimpleName()) : null;
            if (known != null) {
                return known;
            }
        }
        return null;
    }

    private String several(List<MemberDoc> members) {
        if (members.size() == 1) {
            return page().member(members.get(0)).text();
        }
        if (members.isEmpty()) {
            return null;
        }
        return page().members(members.stream()
                        .collect(Collectors.toMap(
                                MemberDoc::qualifiedName, MemberDoc::summary, (one, other) -> one, LinkedHashMap::new)))
                .text();
    }

    /** Names most like one that nothing has. */
    List<String> nearest(String asked, Map<String, Class<?>> variables) {
        int dot = asked.lastIndexOf('.');
        TypeDoc type = dot < 0 ? null : receiverType(asked.substring(0, dot), variables);
        String name = asked.substring(dot + 1);
        Set<String> known = new LinkedHashSet<>();
        if (type != null) {
            type.members().forEach(member -> known.add(member.name()));
        } else {
            reference.types().forEach(one -> {
                known.add(one.name());
                one.members().forEach(member -> known.add(member.name()));
            });
            known.addAll(variables.keySet());
        }
        List<String> nearest = Names.nearest(name, known);
        String before = type == null ? "" : asked.substring(0, dot + 1);
        return nearest.stream().map(one -> before + one).toList();
    }

    /** All names that may be asked for, with a sentence each, for TAB. */
    Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        for (TypeDoc type : reference.types()) {
            boolean words = type.members().stream().anyMatch(MemberDoc::isWord);
            if (!words) {
                names.put(type.name(), type.summary());
            }
        }
        List<MemberDoc> members = new ArrayList<>();
        reference.types().forEach(type -> members.addAll(type.members()));
        members.stream().filter(MemberDoc::isWord).forEach(one -> names.put(one.name(), one.summary()));
        members.stream()
                .filter(one -> !one.isWord() && !one.name().equals("new"))
                .forEach(one -> names.put(one.qualifiedName(), one.summary()));
        return names;
    }
}
