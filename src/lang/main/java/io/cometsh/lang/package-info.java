/**
 * Groovy: comparisons that build queries, scripts, sessions that remember, and Python's spelling of our methods.
 *
 * <p>Nothing in here knows the network, the terminal or the command line; what a script can call is handed in.
 */
package io.cometsh.lang;
