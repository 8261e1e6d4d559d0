/** What scripts can call, as its Javadoc says it: read from a resource that the build makes of the sources. */
package io.cometsh.reference;
