package io.cometsh.settings;

/** A setting that can't be used; the message names it, its source and, unless it is secret, its value. */
public class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SettingsException(String message) {
        super(message);
    }
}
