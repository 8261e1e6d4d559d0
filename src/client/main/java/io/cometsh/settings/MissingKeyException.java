package io.cometsh.settings;

/** There is no API key, and the request needs one. */
public final class MissingKeyException extends SettingsException {
    private static final long serialVersionUID = 1L;

    /** @param why what is wrong with the key that was meant, or null when there was none at all */
    MissingKeyException(String why) {
        super((why == null ? "there is no API key" : why)
                + "\nGive one with COMET_API_KEY, \"cometsh login\" (stored in .comet.config) or --api-key-file;"
                + " or use --local, which needs none.");
    }
}
