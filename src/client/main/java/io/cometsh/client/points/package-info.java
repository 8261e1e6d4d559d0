/**
 * The points of whole experiments, in order and in bounded memory: what exports, copies and other bulk readers have in
 * common. A program that wants the points of one experiment as a list calls
 * {@link io.cometsh.client.Experiment#getMetrics()}.
 */
package io.cometsh.client.points;
