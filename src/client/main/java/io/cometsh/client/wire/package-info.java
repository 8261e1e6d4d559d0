/**
 * What Comet sends: records with the member names of the wire, and how they are read from JSON. Nothing here sends a
 * request.
 */
package io.cometsh.client.wire;
