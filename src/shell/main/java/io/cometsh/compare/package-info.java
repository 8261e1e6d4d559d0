/** Whether two groups of runs differ by more than chance: samples in, comparisons with their warnings out. */
package io.cometsh.compare;
