/** Texts for people: which name somebody may have meant. */
package io.cometsh.text;
