package io.cometsh.server.store;

/** What a committed transaction changed, as far as the loaded columns have to know. */
sealed interface CommittedChange {
    int project();

    /** The current value of a name; {@code text} is null when it is gone or has none. */
    record OfValue(int project, int column, int experiment, String text) implements CommittedChange {}

    /** The facts of an experiment; a new one too. */
    record OfExperiment(int project, ExperimentRow row) implements CommittedChange {}

    /** Experiments left the project or came to it from elsewhere: load it again. */
    record OfProject(int project) implements CommittedChange {}
}
