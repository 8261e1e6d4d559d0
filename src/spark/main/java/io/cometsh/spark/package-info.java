/** Comet's runs, metrics and assets as tables of Apache Spark: {@code spark.read.format("comet")}. */
package io.cometsh.spark;
