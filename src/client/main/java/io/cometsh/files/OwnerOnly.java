package io.cometsh.files;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Rights for what only its owner may read, to be given when a file is made: modes where there are such, a list with the
 * owner alone on Windows, nothing where the file system knows neither.
 */
public final class OwnerOnly {
    private OwnerOnly() {}

    /** For a new file at or in this place: 0600. */
    public static FileAttribute<?>[] file(Path place) {
        return of(place, "rw-------", false);
    }

    /** For a new folder, and on Windows for what will be in it: 0700. */
    public static FileAttribute<?>[] folder(Path place) {
        return of(place, "rwx------", true);
    }

    /**
     * Whether a file or folder is this user's and nobody else can write it; links are not followed. On Windows the folders
     * of a user are private anyway.
     */
    public static boolean isOwn(Path path) {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return true;
        }
        try {
            PosixFileAttributes is = Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            Set<PosixFilePermission> rights = is.permissions();
            return !is.isSymbolicLink()
                    && !rights.contains(PosixFilePermission.GROUP_WRITE)
                    && !rights.contains(PosixFilePermission.OTHERS_WRITE)
                    && is.owner().equals(user(path));
        } catch (IOException | RuntimeException unknown) {
            return false;
        }
    }

    /** The name alone is not enough: in a container a user may have none. */
    private static UserPrincipal user(Path path) throws IOException {
        Path self = Path.of("/proc/self");
        return Files.exists(self)
                ? Files.getOwner(self)
                : path.getFileSystem()
                        .getUserPrincipalLookupService()
                        .lookupPrincipalByName(System.getProperty("user.name"));
    }

    private static FileAttribute<?>[] of(Path place, String mode, boolean inherited) {
        FileSystem system = place.getFileSystem();
        if (system.supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))};
        }
        if (!system.supportedFileAttributeViews().contains("acl")) {
            return new FileAttribute<?>[0];
        }
        try {
            UserPrincipal owner =
                    system.getUserPrincipalLookupService().lookupPrincipalByName(System.getProperty("user.name"));
            return new FileAttribute<?>[] {
                new Acl(List.of(AclEntry.newBuilder()
                        .setType(AclEntryType.ALLOW)
                        .setPrincipal(owner)
                        .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                        .setFlags(
                                inherited
                                        ? EnumSet.of(AclEntryFlag.FILE_INHERIT, AclEntryFlag.DIRECTORY_INHERIT)
                                        : Set.of())
                        .build()))
            };
        } catch (IOException | UnsupportedOperationException e) {
            // A user without an account of that name: the folders of a user are private there anyway.
            return new FileAttribute<?>[0];
        }
    }

    private record Acl(List<AclEntry> value) implements FileAttribute<List<AclEntry>> {
        @Override
        public String name() {
            return "acl:acl";
        }
    }
}
