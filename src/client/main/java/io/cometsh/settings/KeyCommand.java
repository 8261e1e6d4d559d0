package io.cometsh.settings;

/** Asks a command for the API key. */
interface KeyCommand {
    /** For who only looks at files. */
    KeyCommand NONE = (command, origin) -> {
        throw new MissingKeyException("no command is run here");
    };

    /**
     * Runs the command and gives the first line of its output that is not blank.
     *
     * @param origin who gave the command, for messages
     * @throws MissingKeyException when it fails or prints nothing; the message holds nothing of its output
     */
    String run(String command, String origin);
}
