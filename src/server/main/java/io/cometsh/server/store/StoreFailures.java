package io.cometsh.server.store;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What failures of the disk and the database mean, in the words of the server's admin. */
final class StoreFailures {
    /** With less than this even a small write is about to fail. */
    private static final long LEAST_ROOM = 256 * 1024;

    private final Path folder;

    StoreFailures(Path folder) {
        this.folder = folder;
    }

    /** True of what only the piece of work itself is to blame for; after anything else the connection cannot be trusted. */
    static boolean isOfTheWork(Throwable failure) {
        if (!(failure instanceof SQLiteException sqlite)) {
            return !(failure instanceof Error);
        }
        return switch (primary(sqlite)) {
            case SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_TOOBIG, SQLITE_RANGE, SQLITE_ERROR -> true;
            default -> false;
        };
    }

    /** A failed write of the database. */
    StoreException writing(Throwable failure) {
        if (failure instanceof StoreException known) {
            return known;
        }
        if (failure instanceof OutOfMemoryError) {
            return cannotWrite(
                    "the server is out of memory: give it more (COMETSH_JAVA_OPTS=-Xmx2g) or send less at a time",
                    failure);
        }
        if (failure instanceof SQLiteException sqlite) {
            return switch (primary(sqlite)) {
                case SQLITE_FULL -> noRoom(failure);
                case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH -> cannotWrite(folder + " is read-only", failure);
                case SQLITE_CORRUPT, SQLITE_NOTADB -> cannotWrite(damaged(), failure);
                case SQLITE_NOMEM -> cannotWrite("the server is out of memory", failure);
                default -> hasNoRoom() ? noRoom(failure) : cannotWrite(reason(failure), failure);
            };
        }
        return cannotWrite(reason(failure), failure);
    }

    /** A failed write of a file. */
    StoreException writing(IOException failure) {
        String reason = reason(failure).toLowerCase(Locale.ROOT);
        return reason.contains("no space left")
                        || reason.contains("disk quota")
                        || reason.contains("not enough space")
                        || hasNoRoom()
                ? noRoom(failure)
                : cannotWrite("cannot write to " + folder + ": " + reason(failure), failure);
    }

    /** A piece of work that failed on its own. */
    static StoreException work(SQLException failure) {
        return new StoreException(StoreException.Reason.FAILED, reason(failure), failure);
    }

    /** A failed read: of the disk and the database as a write would fail, or of the work itself. */
    StoreException reading(SQLException failure) {
        return isOfTheWork(failure) ? work(failure) : writing(failure);
    }

    boolean hasNoRoom() {
        return freeRoom() < LEAST_ROOM;
    }

    /** In bytes; a huge number when it cannot be determined. */
    long freeRoom() {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    StoreException noRoom(Throwable cause) {
        return new StoreException(StoreException.Reason.NO_ROOM, "no room on " + folder, cause);
    }

    private StoreException cannotWrite(String message, Throwable cause) {
        return new StoreException(StoreException.Reason.CANNOT_WRITE, message, cause);
    }

    private String damaged() {
        return "the data in " + folder + " are damaged: stop the server and run cometsh server check --data " + folder;
    }

    private static SQLiteErrorCode primary(SQLiteException failure) {
        return SQLiteErrorCode.getErrorCode(failure.getResultCode().code & 0xff);
    }

    static String reason(Throwable failure) {
        if (failure instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    /** Words for a folder that cannot be opened. */
    static StoreException opening(Path folder, Exception failure) {
        if (failure instanceof StoreException known) {
            return known;
        }
        String why = failure instanceof java.nio.file.AccessDeniedException
                ? "it cannot be written (permission denied)"
                : failure instanceof SQLException sql
                        ? new StoreFailures(folder).writing(sql).getMessage()
                        : reason(failure);
        return new StoreException(
                StoreException.Reason.CANNOT_OPEN, "cannot open the data folder " + folder + ": " + why, failure);
    }
}
