package io.cometsh.client;

import java.lang.reflect.RecordComponent;

/**
 * Data that Comet sent: read-only, with the wire's own member names, so that {@code summary.valueCurrent} and
 * {@code summary["valueCurrent"]} both answer in a script.
 */
public interface WireRecord {

    /**
     * A member by its name on the wire: Groovy's {@code summary["valueCurrent"]}.
     *
     * @throws IllegalArgumentException for a name the record does not have; the message lists those it has
     */
    default Object getAt(String member) {
        StringBuilder names = new StringBuilder();
        for (RecordComponent component : getClass().getRecordComponents()) {
            if (component.getName().equals(member)) {
                try {
                    return component.getAccessor().invoke(this);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            }
            names.append(names.isEmpty() ? "" : ", ").append(component.getName());
        }
        throw new IllegalArgumentException(
                "a " + getClass().getSimpleName() + " has no \"" + member + "\"; it has " + names);
    }
}
