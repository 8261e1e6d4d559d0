/**
 * What Comet sends: records with the member names of the wire, and how they are read from JSON. Nothing here sends a
 * request.
 *
 * <p>Members are read by hand and not by Jackson's record binding. Measured for {@code ExperimentMetadata} on Java 17 with
 * Jackson 2.23: the first record read by hand loads 22 classes and takes 1.2 ms of processor time with the class archive of
 * the launcher (3.8 ms without), one read by binding loads 264 classes and takes 15 ms (42 ms). Every command reads records,
 * so every start would pay. Later reads gain little: 10,000 rows take 17 ms by hand, 25 ms by binding from a tree, and
 * 15 ms by binding from bytes.
 */
package io.cometsh.client.wire;
