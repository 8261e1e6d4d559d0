/** Parquet, which {@code export} finds when a table is written in that format. */
package io.cometsh.parquet;
