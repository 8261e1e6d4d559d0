/** Tables and the formats they are written in. Knows columns and rows, nothing of Comet. */
package io.cometsh.export;
