/**
 * Persistence of the embedded server, and nothing else: SQLite (one file in the data folder, with a log beside it while it is served), the files of assets, and the in-memory columns that
 * queries read.
 *
 * <p>How a write goes: {@link io.cometsh.server.store.Database#write} hands the work to the one writer thread, which runs whatever is waiting, each piece in its own savepoint, commits
 * once, brings the loaded columns up to date and only then answers the callers. A caller that was answered has its data on the disk (the log is synced at each commit), and many small writes
 * share the cost of one commit. Reads run on their own connections beside it, each on a snapshot.
 *
 * <p>When a write fails for more than its own fault (a full disk, too little memory, a disk error), its whole batch is refused with a {@link io.cometsh.server.store.StoreException} and the
 * next batch begins on a new connection. Nothing has to be restarted.
 */
package io.cometsh.server.store;
