/**
 * Persistence of the embedded server, and nothing else: H2 (an MVStore file in the data folder, or memory), the files of assets, and the in-memory columns that queries read.
 *
 * <p>How a write goes: {@link io.cometsh.server.store.Database#write} hands the work to the one writer thread, which runs whatever is waiting, each piece in its own savepoint, commits
 * once, brings the loaded columns up to date and only then lets the callers go on. So a caller that was answered has its data in the file (a killed process loses nothing that was
 * acknowledged), and many small writes share the cost of one commit. Reads run on their own connections beside it.
 */
package io.cometsh.server.store;
