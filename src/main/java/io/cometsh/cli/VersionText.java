package io.cometsh.cli;

import picocli.CommandLine.IVersionProvider;

/** {@code --version}: ours, from the jar's manifest, and Java's. */
final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = VersionText.class.getPackage().getImplementationVersion();
        return new String[] {
            "cometsh " + (version == null ? "(not packaged)" : version) + " on Java " + Runtime.version()
        };
    }
}
