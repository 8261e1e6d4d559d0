/** SQL over mirrors, with DuckDB as an add-on that is loaded only for that. */
package io.cometsh.sql;
