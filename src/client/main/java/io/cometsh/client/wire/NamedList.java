package io.cometsh.client.wire;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A list that Comet sends inside an object: {@code api.getArtifactList("demo")["artifacts"]} is the list itself, as in
 * Python, where the object comes back.
 */
public final class NamedList<T> extends ArrayList<T> {
    private static final long serialVersionUID = 1L;
    private final String name;

    public NamedList(String name, Collection<? extends T> elements) {
        super(elements);
        this.name = name;
    }

    /**
     * This list by its name on the wire; by any other name that member of each element: {@code list["name"]}.
     *
     * @throws IllegalArgumentException for a name that an element does not have
     */
    public List<?> getAt(String member) {
        return name.equals(member)
                ? this
                : stream()
                        .map(WireRecord.class::cast)
                        .map(one -> one.getAt(member))
                        .collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
    }

    /** The same as {@link #getAt}: {@code api.getArtifactList("demo").get("artifacts")}. */
    public List<?> get(CharSequence member) {
        return getAt(member.toString());
    }

    /** As of any list: by the elements. */
    @Override
    public boolean equals(Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
