/** The session's memory of answers: a transport around a transport, and the table of what a write makes untrue. */
package io.cometsh.cache;
