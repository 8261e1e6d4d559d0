/**
 * The requests of the client: keys and records in, records out. A program calls the handles of
 * {@link io.cometsh.client.Api}, not these classes; it meets the errors, such as
 * {@link io.cometsh.client.service.NotFoundException}, and {@link io.cometsh.client.service.OverwriteStrategy}.
 */
package io.cometsh.client.service;
