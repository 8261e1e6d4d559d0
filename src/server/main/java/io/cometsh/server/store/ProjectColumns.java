package io.cometsh.server.store;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A project as queries see it: its experiments by position (in the order they were made) and the requested columns of metadata and values. */
final class ProjectColumns {
    final int project;
    private int[] nums;
    private int size;
    private final BitSet archived = new BitSet();
    private final Map<Integer, Column> values = new HashMap<>();
    private final Map<MetadataField, FactColumn> facts = new HashMap<>();

    ProjectColumns(int project) {
        this.project = project;
        this.nums = new int[64];
    }

    int size() {
        return size;
    }

    int num(int place) {
        return nums[place];
    }

    BitSet selected(boolean ofArchived) {
        BitSet selected = (BitSet) archived.clone();
        if (!ofArchived) {
            selected.flip(0, size);
        }
        return selected;
    }

    Map<Integer, Column> values() {
        return values;
    }

    Map<MetadataField, FactColumn> facts() {
        return facts;
    }

    /** The place of an experiment, or -1: numbers grow with the places. */
    int place(int num) {
        int found = Arrays.binarySearch(nums, 0, size, num);
        return found < 0 ? -1 : found;
    }

    /** As {@link #place(int)}, faster where the guess is right. */
    int place(int num, int guess) {
        return guess < size && nums[guess] == num ? guess : place(num);
    }

    /** False when the number of a new experiment is not the greatest, so that the project has to be loaded again. */
    boolean put(ExperimentRow row) {
        return put(row, facts.keySet());
    }

    /** As {@link #put(ExperimentRow)}, of a row that holds no more than these facts. */
    boolean put(ExperimentRow row, Set<MetadataField> known) {
        int place = place(row.num());
        if (place < 0) {
            if (size > 0 && nums[size - 1] > row.num()) {
                return false;
            }
            if (size == nums.length) {
                nums = Arrays.copyOf(nums, size * 2);
            }
            place = size++;
            nums[place] = row.num();
        }
        archived.set(place, row.archived());
        for (MetadataField fact : known) {
            facts.get(fact).set(place, fact, row);
        }
        return true;
    }

    long bytes() {
        return 4L * nums.length
                + size / 8
                + values.values().stream().mapToLong(Column::bytes).sum()
                + facts.values().stream().mapToLong(FactColumn::bytes).sum();
    }
}
