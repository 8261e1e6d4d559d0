package io.cometsh.cli;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The threads that a script starts. A run lasts until the last of them ends, as with any Java program; daemon threads, which
 * all of ours are, end with the run.
 *
 * <pre>{@code
 * ScriptThreads threads = ScriptThreads.fromHere();
 * runner.run(script);
 * threads.await();
 * }</pre>
 */
final class ScriptThreads {
    private final Set<Thread> earlier = Collections.newSetFromMap(new IdentityHashMap<>());

    private ScriptThreads() {
        earlier.addAll(live());
    }

    /** All threads that start from now on. */
    static ScriptThreads fromHere() {
        return new ScriptThreads();
    }

    void await() {
        for (Thread next = next(); next != null; next = next()) {
            try {
                next.join();
            } catch (InterruptedException e) {
                // One of them has done this. The main thread has nothing left to end, so it keeps waiting.
                Thread.interrupted();
            }
        }
    }

    /** A loop and no stream, whose lambdas Java would link at the end of each script. */
    private Thread next() {
        for (Thread thread : live()) {
            if (!thread.isDaemon() && !earlier.contains(thread)) {
                return thread;
            }
        }
        return null;
    }

    /** All threads of the program. */
    static List<Thread> live() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        Thread[] threads = new Thread[group.activeCount() + 8];
        int found = group.enumerate(threads);
        while (found == threads.length) {
            threads = new Thread[2 * threads.length];
            found = group.enumerate(threads);
        }
        return Arrays.asList(threads).subList(0, found);
    }
}
