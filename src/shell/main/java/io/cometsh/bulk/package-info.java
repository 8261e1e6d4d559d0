/**
 * Bulk export: many experiments into one file or folder, streamed, resumable, always in the same order.
 *
 * <p>What was read of one experiment is a part: a file in a work folder beside the output. The output is made from the
 * parts in the order of the experiments, so an interrupted export continues with the missing parts.
 */
package io.cometsh.bulk;
