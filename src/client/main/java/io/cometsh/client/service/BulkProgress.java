package io.cometsh.client.service;

/** Receives the progress of a read of many experiments; any thread can call it, and it must not throw. */
@FunctionalInterface
public interface BulkProgress {
    /** Ignores every call. */
    BulkProgress NONE = total -> new ProgressStep() {
        @Override
        public void done() {}

        @Override
        public void close() {}
    };

    /** So many reads begin now. */
    ProgressStep begin(int total);

    /** One read of many after the other. */
    interface ProgressStep extends AutoCloseable {
        /** One more has been answered. */
        void done();

        /** All have, or no more will be. */
        @Override
        void close();
    }
}
