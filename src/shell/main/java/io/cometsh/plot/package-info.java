/** Plots: series in, text or a picture out. Knows neither Comet nor where it is shown. */
package io.cometsh.plot;
