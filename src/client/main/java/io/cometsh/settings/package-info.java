/** Every setting with its value and where it came from: arguments, environment, {@code .env}, {@code .comet.config}. */
package io.cometsh.settings;
