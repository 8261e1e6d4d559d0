package io.cometsh.cli;

import java.security.Provider;
import java.security.Security;

/**
 * What the build has OkHttp call instead of {@code Security}: it looks at the name of the first security provider, and Java's
 * method makes them all. The change is in {@code LibraryPatcher}.
 */
public final class FirstProvider {
    private FirstProvider() {}

    /** The first one; all of them where Java's settings do not name it. */
    public static Provider[] getProviders() {
        String configured = Security.getProperty("security.provider.1");
        Provider first = configured == null ? null : Security.getProvider(configured);
        return first == null ? Security.getProviders() : new Provider[] {first};
    }
}
