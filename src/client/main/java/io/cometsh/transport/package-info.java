/** How a request reaches Comet: values for request and reply, the one-method {@link Transport}, and its only HTTP. */
package io.cometsh.transport;
