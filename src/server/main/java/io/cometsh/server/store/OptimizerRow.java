package io.cometsh.server.store;

/**
 * A search of the optimizer.
 *
 * @param workspace the own workspace of the user who made it
 * @param parameters the space that is searched: a JSON object, as the client sent it
 * @param spec the settings of the algorithm, with defaults and the seed: a JSON object
 * @param trials how often each set of parameters is tried
 * @param position how many sets the algorithm has proposed, including the ones that existed already
 * @param sets how many sets were assigned
 * @param created epoch milliseconds
 * @param updated epoch milliseconds of the last change to an assignment; null before the first
 * @param ended epoch milliseconds since which nothing is left to assign; null while it runs
 */
public record OptimizerRow(
        String id,
        String workspace,
        String name,
        String algorithm,
        String parameters,
        String spec,
        int trials,
        long position,
        long sets,
        long created,
        Long updated,
        Long ended) {

    /** The search after it proposed up to {@code newPosition} and assigned {@code newSets} sets. */
    public OptimizerRow at(long newPosition, long newSets, long now) {
        return new OptimizerRow(
                id, workspace, name, algorithm, parameters, spec, trials, newPosition, newSets, created, now, null);
    }

    /** The search after a client reported. */
    public OptimizerRow reported(long now) {
        return new OptimizerRow(
                id, workspace, name, algorithm, parameters, spec, trials, position, sets, created, now, ended);
    }

    /** The search with something left to assign. */
    public OptimizerRow changed(long now) {
        return new OptimizerRow(
                id, workspace, name, algorithm, parameters, spec, trials, position, sets, created, now, null);
    }

    public OptimizerRow ended(long newPosition, long now) {
        return new OptimizerRow(
                id, workspace, name, algorithm, parameters, spec, trials, newPosition, sets, created, updated, now);
    }
}
