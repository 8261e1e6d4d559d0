package io.cometsh.mirror;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Copies replies out of files that are mostly replies of earlier versions, and out of small files when there are many. */
final class ReplyCompaction {
    private static final long SMALL = 4L << 20;
    private static final int MOST_SMALL = 8;

    private final MirrorFolder folder;
    private final long number;

    ReplyCompaction(MirrorFolder folder, long number) {
        this.folder = folder;
        this.number = number;
    }

    /** The runs of an index whose replies are in another file now. */
    Map<String, MirrorRun> of(Map<String, MirrorRun> index) throws IOException {
        Map<String, List<MirrorRun>> byFile = new LinkedHashMap<>();
        index.values().stream()
                .filter(run -> run.file() != null)
                .forEach(run -> byFile.computeIfAbsent(run.file(), file -> new ArrayList<>())
                        .add(run));
        List<String> wasteful = new ArrayList<>();
        List<String> small = new ArrayList<>();
        for (Map.Entry<String, List<MirrorRun>> file : byFile.entrySet()) {
            long size = Files.size(folder.resolve(file.getKey()));
            long used = file.getValue().stream().mapToLong(MirrorRun::bytes).sum();
            if (used < size / 2) {
                wasteful.add(file.getKey());
            } else if (size < SMALL) {
                small.add(file.getKey());
            }
        }
        if (small.size() > MOST_SMALL) {
            wasteful.addAll(small);
        }
        Map<String, MirrorRun> moved = new HashMap<>();
        if (wasteful.isEmpty()) {
            return moved;
        }
        String name = MirrorFolder.REPLIES + "/" + number + "-packed.replies";
        Path file = folder.resolve(name);
        Files.deleteIfExists(file);
        try (ReplyFile target = ReplyFile.append(file)) {
            for (String source : wasteful) {
                try (FileChannel from = FileChannel.open(folder.resolve(source), StandardOpenOption.READ)) {
                    for (MirrorRun run : byFile.get(source)) {
                        long at = target.add(RunReader.head(run), from, run.at(), run.bytes());
                        moved.put(run.key(), run.in(name, at));
                    }
                }
            }
            target.force();
        }
        return moved;
    }
}
