import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes the container image as a tar file in the OCI layout, without a daemon and without a base image from a registry.
 * Its layers are the system (a C library and a shell), the Java runtime, the libraries and the program; so an update of
 * the program moves little. The same files give the same bytes.
 *
 * <p>{@code Image SYSTEM PROGRAM OUT VERSION EPOCH_SECONDS}
 */
public final class Image {
    private static final AbsoluteUnixPath PROGRAM = AbsoluteUnixPath.get("/opt/cometsh");
    private static final String USER = "65532:65532";

    private Image() {}

    public static void main(String[] args) throws Exception {
        Path system = Path.of(args[0]);
        Path program = Path.of(args[1]);
        Path out = Path.of(args[2]);
        Instant moment = Instant.ofEpochSecond(Long.parseLong(args[4]));
        JibContainerBuilder image = Jib.fromScratch()
                .setFormat(ImageFormat.OCI)
                .setPlatforms(Set.of(new Platform("amd64", "linux")))
                .setCreationTime(moment)
                .setUser(USER)
                .setWorkingDirectory(AbsoluteUnixPath.get("/work"))
                // A container does not last, so a class archive of its own would never be used.
                .setEnvironment(Map.of(
                        "HOME", "/home/cometsh", "PATH", "/opt/cometsh/bin:/bin", "LANG", "C.UTF-8", "COMETSH_CDS", "off"))
                .addLabel("org.opencontainers.image.title", "cometsh")
                .addLabel("org.opencontainers.image.version", args[3])
                .addLabel("org.opencontainers.image.licenses", "Apache-2.0")
                .addLabel("org.opencontainers.image.source", "https://github.com/cometsh/cometsh")
                .setEntrypoint(List.of("/opt/cometsh/bin/cometsh"));
        image.addFileEntriesLayer(layer("system", system, AbsoluteUnixPath.get("/"), "", moment));
        image.addFileEntriesLayer(layer("runtime", program, PROGRAM, "lib/runtime/", moment));
        image.addFileEntriesLayer(layer("libraries", program, PROGRAM, "lib/lib/ lib/addons/", moment));
        image.addFileEntriesLayer(layer("program", program, PROGRAM, "bin/ lib/cometsh- LICENSE", moment));
        JibContainer made = image.containerize(Containerizer.to(TarImage.at(out).named("cometsh:" + args[3]))
                .setOfflineMode(true)
                .setAlwaysCacheBaseImage(false));
        System.err.println("image " + made.getDigest());
        System.exit(0);
    }

    /** @param starts what the files in the layer start with, with blanks between; empty is all */
    private static FileEntriesLayer layer(
            String name, Path folder, AbsoluteUnixPath to, String starts, Instant moment) throws IOException {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                String place = folder.relativize(file).toString().replace('\\', '/');
                if (place.isEmpty() || Stream.of(starts.split(" ")).noneMatch((place + "/")::startsWith)) {
                    continue;
                }
                FilePermissions rights = FilePermissions.fromOctalString(
                        writable(name, place) ? "777" : Files.isDirectory(file) || Files.isExecutable(file) ? "755" : "644");
                layer.addEntry(file, to.resolve(place), rights, moment);
            }
        }
        return layer.build();
    }

    /** Jib knows no rights beyond these: the folders in which the user of the container writes are open to everyone. */
    private static boolean writable(String layer, String place) {
        return layer.equals("system") && Set.of("tmp", "work", "home/cometsh").contains(place);
    }
}
