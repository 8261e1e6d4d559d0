package io.cometsh.client.wire;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Data that Comet sent: read-only, with the wire's own member names, so that {@code summary.valueCurrent} and
 * {@code summary["valueCurrent"]} both answer in a script.
 */
public interface WireRecord {

    /**
     * A member by its name on the wire: Groovy's {@code summary["valueCurrent"]}; Python's {@code summary["value_current"]}
     * is the same.
     *
     * @throws IllegalArgumentException for a name the record does not have; the message lists those it has
     */
    default Object getAt(String member) {
        Map<String, Object> members = toMap();
        return members.keySet().stream()
                .filter(name -> name.equals(member) || name.equalsIgnoreCase(member.replace("_", "")))
                .findFirst()
                .map(name -> Optional.ofNullable(members.get(name)))
                .orElseThrow(
                        () -> new IllegalArgumentException("a " + getClass().getSimpleName() + " has no \"" + member
                                + "\"; it has " + String.join(", ", members.keySet())))
                .orElse(null);
    }

    /**
     * The members by their names on the wire, in order: {@code project.toMap().projectName}. In a script the record
     * answers what a map does, too: {@code project.get("projectName")}, {@code project.each { name, value -> … }}.
     */
    default Map<String, Object> toMap() {
        Map<String, Object> members = new LinkedHashMap<>();
        for (RecordComponent component : getClass().getRecordComponents()) {
            try {
                members.put(component.getName(), component.getAccessor().invoke(this));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return members;
    }
}
