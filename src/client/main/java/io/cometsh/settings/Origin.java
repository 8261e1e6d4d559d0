package io.cometsh.settings;

import java.nio.file.Path;

/** Where a setting's value came from; messages show its text. */
public sealed interface Origin {
    /** An option such as {@code --url}. */
    record Argument(String option) implements Origin {
        @Override
        public String toString() {
            return "argument " + option;
        }
    }

    /** A variable of the environment. */
    record Variable(String name) implements Origin {
        @Override
        public String toString() {
            return "environment variable " + name;
        }
    }

    /** A {@code .env} or {@code .comet.config}, or a file that holds a key. */
    record InFile(Path path) implements Origin {
        @Override
        public String toString() {
            return "file " + path;
        }
    }

    /** What a command printed. */
    record CommandOutput(Origin command) implements Origin {
        @Override
        public String toString() {
            return "the command of " + command;
        }
    }

    /** The address inside a smart key. */
    record SmartKey(Origin key) implements Origin {
        @Override
        public String toString() {
            return "the API key from " + key;
        }
    }

    /** Nobody gave it. */
    record Default() implements Origin {
        @Override
        public String toString() {
            return "default";
        }
    }
}
