/**
 * The interactive shell: a loop of our own around JLine's line reader and a Groovy session.
 *
 * <p>Terminal, session, names and cache are handed in, so tests run the whole loop on streams in memory.
 */
package io.cometsh.shell;
