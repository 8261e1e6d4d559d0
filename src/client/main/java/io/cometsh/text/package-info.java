/** Texts for people: the name that the user probably meant. */
package io.cometsh.text;
