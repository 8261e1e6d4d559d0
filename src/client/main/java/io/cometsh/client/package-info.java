/**
 * The client: what scripts and Java programs see of Comet. {@link io.cometsh.client.Api} hands out everything else.
 */
package io.cometsh.client;
