/**
 * The client: handles, which scripts and Java programs hold and call. {@link io.cometsh.client.Api} returns everything
 * else. The records that handles return are in {@link io.cometsh.client.wire}; the requests are in
 * {@link io.cometsh.client.service}.
 */
package io.cometsh.client;
