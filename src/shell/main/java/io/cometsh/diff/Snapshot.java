package io.cometsh.diff;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one side has, in the order in which it is shown. */
final class Snapshot {
    private final String label;
    private final Map<Item.Id, Item> items = new LinkedHashMap<>();

    /** @param label what the side is called in the heading of a text difference and of a table of several sides */
    Snapshot(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** Adds a value; null is not a value. */
    Snapshot value(String section, String name, Object value) {
        return value == null ? this : add(new Item(section, name, value, null, false));
    }

    /** Adds a text whose lines are compared; null is none. */
    Snapshot text(String section, String name, String text) {
        return text == null || text.isEmpty() ? this : add(new Item(section, name, null, DiffContent.of(text), true));
    }

    Snapshot file(String section, String name, DiffContent content, boolean byLines) {
        return add(new Item(section, name, null, content, byLines));
    }

    /** Of several things with one name the later ones get a number: {@code model.pt (2)}. */
    private Snapshot add(Item item) {
        Item free = item;
        for (int i = 2; items.containsKey(free.id()); i++) {
            free = new Item(item.section(), item.name() + " (" + i + ")", item.value(), item.content(), item.byLines());
        }
        items.put(free.id(), free);
        return this;
    }

    Item get(Item.Id id) {
        return items.get(id);
    }

    /** Everything that any of the sides has: by section, in the order of the first side that has it. */
    static List<Item.Id> ids(List<Snapshot> sides, List<String> sections) {
        Map<String, Map<Item.Id, Boolean>> bySection = new LinkedHashMap<>();
        sections.forEach(section -> bySection.put(section, new LinkedHashMap<>()));
        for (Snapshot side : sides) {
            side.items
                    .keySet()
                    .forEach(id -> bySection
                            .computeIfAbsent(id.section(), any -> new LinkedHashMap<>())
                            .put(id, true));
        }
        List<Item.Id> ids = new ArrayList<>();
        bySection.values().forEach(some -> ids.addAll(some.keySet()));
        return ids;
    }
}
