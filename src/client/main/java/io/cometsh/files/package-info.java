/** Files as a whole: written in one step, private, under names that every system takes. */
package io.cometsh.files;
