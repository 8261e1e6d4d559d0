package io.cometsh.settings;

/**
 * A setting from a file of the working folder, while the key is from somewhere else.
 *
 * @param without the value that there would be without the file; null for none
 */
record Foreign(ResolvedValue found, String without) {}
