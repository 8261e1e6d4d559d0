package io.cometsh.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lock that one holds, also where its file is removed and made again. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LockedFileTest {
    @TempDir
    private Path folder;

    @Test
    void the_lock_is_given_back_by_its_owner_alone() throws IOException {
        Path file = folder.resolve("lock");
        LockedFile first = LockedFile.take(file);
        assertThat(LockedFile.take(file)).isNull();
        assertThat(LockedFile.take(file, 5, 1)).isNull();
        // The collector must not take the lock away.
        System.gc();
        assertThat(LockedFile.take(file)).isNull();
        assertThat(first.isHeld()).isTrue();
        first.close();
        assertThat(first.isHeld()).isFalse();
        try (LockedFile second = LockedFile.take(file)) {
            assertThat(second).isNotNull();
        }
        assertThatThrownBy(() -> LockedFile.take(folder.resolve("no/lock"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void one_at_a_time_has_a_file_that_each_owner_removes() throws Exception {
        Path file = folder.resolve("lock");
        AtomicInteger owners = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Callable<Void> owner = () -> {
            for (int done = 0; done < 200; ) {
                try (LockedFile lock = LockedFile.take(file)) {
                    if (lock != null) {
                        most.accumulateAndGet(owners.incrementAndGet(), Math::max);
                        owners.decrementAndGet();
                        Files.delete(file);
                        done++;
                    } else {
                        Thread.yield();
                    }
                }
            }
            return null;
        };
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (Future<Void> each : threads.invokeAll(Collections.nCopies(4, owner))) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(most).hasValue(1);
    }
}
