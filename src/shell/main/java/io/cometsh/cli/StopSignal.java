package io.cometsh.cli;

import io.cometsh.shell.ProcessSignals;
import java.util.concurrent.CountDownLatch;

/** Waits for TERM or Ctrl-C. The first one asks to end, each further one to hurry. */
final class StopSignal {
    private final Runnable hurry;
    private final CountDownLatch asked = new CountDownLatch(1);
    private int exit;

    private StopSignal(Runnable hurry) {
        this.hurry = hurry;
    }

    /** @param hurry run at a second signal */
    static StopSignal listen(Runnable hurry) {
        StopSignal signal = new StopSignal(hurry);
        ProcessSignals.on("TERM", () -> signal.came(ExitCode.TERMINATED));
        ProcessSignals.on("INT", () -> signal.came(ExitCode.INTERRUPTED));
        return signal;
    }

    private synchronized void came(int code) {
        if (exit != 0) {
            hurry.run();
            return;
        }
        exit = code;
        asked.countDown();
    }

    /** The exit code that tells of the signal. */
    int await() throws InterruptedException {
        asked.await();
        synchronized (this) {
            return exit;
        }
    }
}
