/**
 * The query language as plain Java: variables, expressions and the two forms in which Comet takes them.
 *
 * <p>Nothing in here knows Groovy, JSON or HTTP. Expressions are immutable and print as the text that makes them again.
 */
package io.cometsh.query;
