/** A copy of a workspace on this machine: kept up to date by {@code cometsh sync}, read by {@code --offline} and SQL. */
package io.cometsh.mirror;
