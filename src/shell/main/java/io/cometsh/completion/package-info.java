/**
 * What TAB offers: the place of the cursor read from the text, and the names that belong there.
 *
 * <p>Nothing in here evaluates the user's code, and nothing waits for the network longer than a moment: live names come
 * from {@link io.cometsh.completion.LiveNames}, which fetches them in the background.
 */
package io.cometsh.completion;
