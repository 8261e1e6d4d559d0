package io.cometsh.cli;

import picocli.CommandLine.IVersionProvider;

/** {@code --version}: ours, from the jar's manifest, and Java's. */
final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"cometsh " + version() + " on Java " + Runtime.version()};
    }

    /** Ours alone. */
    static String version() {
        String version = VersionText.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }
}
