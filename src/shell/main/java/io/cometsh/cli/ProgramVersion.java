package io.cometsh.cli;

/** The version of this program, from the manifest of its jar. */
final class ProgramVersion {
    private ProgramVersion() {}

    static String number() {
        String version = ProgramVersion.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    /** What {@code --version} prints: this program's version and Java's. */
    static String line() {
        return "cometsh " + number() + " on Java " + Runtime.version();
    }
}
