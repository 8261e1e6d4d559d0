package io.cometsh.server.sample;

import io.cometsh.server.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The sample workspace that comes with the program: recorded training runs. */
public final class SampleWorkspace {
    /** The workspace it makes. */
    public static final String WORKSPACE = "demo";

    private static final String RESOURCE = "/sample/demo.jsonl.gz";

    private SampleWorkspace() {}

    /** Loads the sample unless there is a workspace of its name already. */
    public static void load(Store store) {
        if (store.read(tx -> store.projects().hasWorkspace(tx, WORKSPACE))) {
            return;
        }
        try (InputStream resource = SampleWorkspace.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IOException("the program comes without its sample");
            }
            SnapshotReader.read(resource, store);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot load the sample: " + e.getMessage(), e);
        }
    }
}
