/** How far long work is, on a terminal's standard error: done and total, rate, time left, requests and retries. */
package io.cometsh.progress;
