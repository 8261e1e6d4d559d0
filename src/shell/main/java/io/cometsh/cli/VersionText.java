package io.cometsh.cli;

import picocli.CommandLine.IVersionProvider;

/** {@code --version} for picocli. */
final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {ProgramVersion.line()};
    }
}
