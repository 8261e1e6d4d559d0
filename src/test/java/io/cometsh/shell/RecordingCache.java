package io.cometsh.shell;

import java.util.Collection;
import java.util.List;

/** Writes down what it is told. */
record RecordingCache(List<String> done) implements CacheControl {
    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public void use(boolean on) {
        done.add(on ? "on" : "off");
    }

    @Override
    public Usage usage() {
        return new Usage(1200, 3, 4, 5000);
    }

    @Override
    public Collection<String> endpoints() {
        return List.of("experiment/metadata", "experiment/tags");
    }

    @Override
    public Collection<String> cachedEndpoints() {
        return List.of("experiment/metadata");
    }

    @Override
    public void clear(List<String> endpoints) {
        done.add("clear " + endpoints);
    }

    @Override
    public void doCache(List<String> endpoints) {
        done.add("do " + endpoints);
    }

    @Override
    public void doNotCache(List<String> endpoints) {
        done.add("dont " + endpoints);
    }
}
