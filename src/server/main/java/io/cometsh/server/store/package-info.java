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
 *
 * <p>Whose data it is: a request sets its {@link io.cometsh.server.store.WorkspaceAccess} on its thread, and every transaction of that thread checks each row that it reads ({@code Border}). An
 * endpoint or a service needs no check of its own. A new kind of row that belongs to a workspace needs a line in {@code Border}, and a store method that takes a workspace name calls
 * {@code Tx.enter}.
 */
package io.cometsh.server.store;
