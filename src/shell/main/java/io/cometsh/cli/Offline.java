package io.cometsh.cli;

import io.cometsh.mirror.MirrorTransport;
import io.cometsh.mirror.Mirrors;
import io.cometsh.transport.Transport;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Where mirrors are, and how a command reads them in place of the server. */
final class Offline {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Offline() {}

    /** @param server null for the server inside this program */
    static Mirrors mirrors(GlobalOptions options, ProcessContext context, URI server) {
        return options.mirrorFolder != null
                ? Mirrors.in(context.workingFolder().resolve(options.mirrorFolder))
                : Mirrors.of(Mirrors.folder(ProgramFolders.data(context), server));
    }

    static Transport transport(GlobalOptions options, ProcessContext context, URI server, Consumer<String> notice) {
        Set<String> reported = ConcurrentHashMap.newKeySet();
        return new MirrorTransport(mirrors(options, context, server), (project, time) -> {
            if (reported.add(project)) {
                notice.accept(project + " as of " + time(time));
            }
        });
    }

    static String time(Instant time) {
        return TIME.format(time);
    }

    /** Where the mirror of a workspace is. */
    static Path folder(ProcessContext context, URI server, String workspace) {
        return Mirrors.folder(ProgramFolders.data(context), server, workspace);
    }
}
