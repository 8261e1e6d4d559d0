package io.cometsh.client;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * One thing that can be done to an experiment, and undone where the server allows it.
 *
 * @param argument a tag, or {@code WORKSPACE/PROJECT} to move to; null where there is none
 */
record BulkAction(ActionKind kind, String argument) {

    enum ActionKind {
        ADD_TAG,
        REMOVE_TAG,
        MOVE,
        ARCHIVE,
        RESTORE,
        DELETE;

        /** The word that a journal uses. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static ActionKind ofWord(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(word));
        }
    }

    /** What of an experiment can be changed. */
    record State(String workspace, String project, boolean archived, Set<String> tags) {

        private State withTags(Set<String> others) {
            return new State(workspace, project, archived, others);
        }

        private State withArchived(boolean other) {
            return new State(workspace, project, other, tags);
        }

        String place() {
            return workspace + "/" + project;
        }
    }

    static BulkAction of(ActionKind kind) {
        return new BulkAction(kind, null);
    }

    boolean needsTags() {
        return kind == ActionKind.ADD_TAG || kind == ActionKind.REMOVE_TAG;
    }

    /** Whether anything would be different afterwards. */
    boolean changes(State state) {
        return switch (kind) {
            case ADD_TAG -> !state.tags().contains(argument);
            case REMOVE_TAG -> state.tags().contains(argument);
            case MOVE -> !state.place().equals(argument);
            case ARCHIVE -> !state.archived();
            case RESTORE -> state.archived();
            case DELETE -> true;
        };
    }

    State after(State state) {
        return switch (kind) {
            case ADD_TAG -> {
                Set<String> tags = new LinkedHashSet<>(state.tags());
                tags.add(argument);
                yield state.withTags(tags);
            }
            case REMOVE_TAG -> {
                Set<String> tags = new LinkedHashSet<>(state.tags());
                tags.remove(argument);
                yield state.withTags(tags);
            }
            case MOVE -> new State(workspace(), project(), state.archived(), state.tags());
            case ARCHIVE -> state.withArchived(true);
            case RESTORE -> state.withArchived(false);
            case DELETE -> state;
        };
    }

    /** What brings back the state before; null for what cannot be undone. */
    BulkAction inverse(State before) {
        return switch (kind) {
            case ADD_TAG -> new BulkAction(ActionKind.REMOVE_TAG, argument);
            case REMOVE_TAG -> new BulkAction(ActionKind.ADD_TAG, argument);
            case MOVE -> new BulkAction(ActionKind.MOVE, before.place());
            case ARCHIVE -> of(ActionKind.RESTORE);
            case RESTORE -> of(ActionKind.ARCHIVE);
            case DELETE -> null;
        };
    }

    /** Of a move: workspace names hold no slash. */
    String workspace() {
        return argument.substring(0, argument.indexOf('/'));
    }

    String project() {
        return argument.substring(argument.indexOf('/') + 1);
    }

    /** As a person reads it. */
    @Override
    public String toString() {
        return switch (kind) {
            case ADD_TAG -> "add tag " + argument;
            case REMOVE_TAG -> "remove tag " + argument;
            case MOVE -> "move to " + argument;
            case ARCHIVE -> "archive";
            case RESTORE -> "restore";
            case DELETE -> "delete permanently";
        };
    }
}
