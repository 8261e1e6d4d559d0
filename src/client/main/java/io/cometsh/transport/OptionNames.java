package io.cometsh.transport;

import java.io.Serializable;

/**
 * How a program calls the settings that errors tell its users to change, beside the environment variables.
 *
 * @param url sets the server's address
 * @param keyFile names a file with the API key
 * @param timeout sets the time for a reply; null when there is no such option
 */
public record OptionNames(String url, String keyFile, String timeout) implements Serializable {
    private static final long serialVersionUID = 1;

    /** The options of the command line. */
    public static final OptionNames COMMAND_LINE = new OptionNames("--url", "--api-key-file", "--timeout");
}
