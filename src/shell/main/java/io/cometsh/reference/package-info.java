/** The Javadoc of what scripts can call: read from a resource that the build makes from the sources. */
package io.cometsh.reference;
