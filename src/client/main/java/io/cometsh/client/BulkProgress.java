package io.cometsh.client;

/** Told how far a read of many experiments is; any thread may tell it, and it must not throw. */
@FunctionalInterface
public interface BulkProgress {
    /** Hears nothing. */
    BulkProgress NONE = total -> new Step() {
        @Override
        public void done() {}

        @Override
        public void close() {}
    };

    /** So many reads begin now. */
    Step begin(int total);

    /** One read of many after the other. */
    interface Step extends AutoCloseable {
        /** One more has been answered. */
        void done();

        /** All have, or no more will be. */
        @Override
        void close();
    }
}
