package io.cometsh.cli;

import io.cometsh.client.PartialException;
import io.cometsh.client.service.NotFoundException;
import io.cometsh.lang.ScriptCompileException;
import io.cometsh.lang.ScriptFailure;
import io.cometsh.mirror.NotMirroredException;
import io.cometsh.plot.PlotException;
import io.cometsh.query.QueryException;
import io.cometsh.server.store.StoreException;
import io.cometsh.settings.MissingKeyException;
import io.cometsh.settings.SettingsException;
import io.cometsh.shell.SpokenMarks;
import io.cometsh.shell.WatchTimeoutException;
import io.cometsh.sql.SqlException;
import io.cometsh.transport.CometConnectionException;
import io.cometsh.transport.CometException;
import io.cometsh.transport.CometHttpException;
import io.cometsh.transport.CometInterruptedException;
import io.cometsh.transport.CometReplyException;
import io.cometsh.transport.ReadOnlyException;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.OptionalInt;

/** Turns whatever was thrown into a sentence on standard error and an exit code; the only place that does. */
final class ErrorHandler {
    private final PrintStream err;
    private final boolean stacktrace;
    private final boolean plain;

    ErrorHandler(PrintStream err, boolean stacktrace) {
        this(err, stacktrace, false);
    }

    /** @param plain for a reader that speaks */
    ErrorHandler(PrintStream err, boolean stacktrace, boolean plain) {
        this.err = err;
        this.stacktrace = stacktrace;
        this.plain = plain;
    }

    /** @param ranScript what ran when it happened, to name its line; null when nothing of the user's did */
    int handle(Throwable thrown, String ranScript) {
        // That nothing can be written is not the fault of the line that writes.
        String scriptName = thrown instanceof StandardOutput.WriteError ? null : ranScript;
        if (stacktrace) {
            thrown.printStackTrace(err);
        } else {
            print("cometsh: " + sentence(thrown, scriptName));
            if (scriptName != null) {
                ScriptFailure.marked(thrown).ifPresent(this::print);
            }
        }
        return code(thrown);
    }

    private void print(String text) {
        err.println(plain ? SpokenMarks.of(text) : text);
    }

    /** The line of the script, when there is one, and the message. */
    String sentence(Throwable thrown, String scriptName) {
        return place(thrown, scriptName) + message(thrown);
    }

    /** Our exceptions have complete messages; all others are described by the language. */
    private static boolean isOurs(Throwable thrown) {
        return thrown instanceof QueryException
                || thrown instanceof CometException
                || thrown instanceof UsageException
                || thrown instanceof StoreException
                || thrown instanceof ConfirmationNeededException
                || thrown instanceof SettingsException;
    }

    private static String place(Throwable thrown, String scriptName) {
        if (scriptName == null || thrown instanceof ScriptCompileException) {
            return "";
        }
        OptionalInt line = ScriptFailure.locate(thrown, scriptName);
        return line.isPresent() ? scriptName + ":" + line.getAsInt() + ": " : "";
    }

    private static String message(Throwable thrown) {
        if (thrown instanceof NoSuchFileException missing) {
            return "no such file: " + missing.getMessage();
        }
        if (thrown instanceof AccessDeniedException denied) {
            return "cannot read or write " + denied.getFile() + ": permission denied";
        }
        if (thrown instanceof FileSystemException failed && failed.getReason() != null) {
            return failed.getMessage();
        }
        if (thrown instanceof StackOverflowError) {
            return "the script calls itself too deeply (StackOverflowError)";
        }
        if (thrown instanceof OutOfMemoryError) {
            return "out of memory; give more with COMETSH_JAVA_OPTS=-Xmx2g";
        }
        return isOurs(thrown) ? thrown.getMessage() : ScriptFailure.describe(thrown);
    }

    private static int code(Throwable thrown) {
        if (thrown instanceof UsageException
                || thrown instanceof ScriptCompileException
                || thrown instanceof QueryException
                || thrown instanceof SqlException
                || thrown instanceof PlotException) {
            return ExitCode.USAGE;
        }
        if (thrown instanceof MissingKeyException
                || thrown instanceof ReadOnlyException
                || thrown instanceof ConfirmationNeededException) {
            return ExitCode.NOT_ALLOWED;
        }
        if (thrown instanceof SettingsException) {
            return ExitCode.USAGE;
        }
        if (thrown instanceof NotFoundException
                || thrown instanceof NotMirroredException
                || thrown instanceof NoSuchFileException) {
            return ExitCode.NOT_FOUND;
        }
        if (thrown instanceof CometConnectionException || thrown instanceof CometReplyException) {
            return ExitCode.UNREACHABLE;
        }
        if (thrown instanceof WatchTimeoutException) {
            return ExitCode.WATCH_TIMEOUT;
        }
        if (thrown instanceof CometInterruptedException) {
            return ExitCode.INTERRUPTED;
        }
        if (thrown instanceof PartialException) {
            return ExitCode.PARTIAL;
        }
        if (thrown instanceof CometHttpException http) {
            return code(http);
        }
        return ExitCode.FAILED;
    }

    private static int code(CometHttpException http) {
        if (http.isUnauthorized()) {
            return ExitCode.NOT_ALLOWED;
        }
        if (http.isNotFound()) {
            return ExitCode.NOT_FOUND;
        }
        return http.status() >= 500 || http.status() == 429 ? ExitCode.UNREACHABLE : ExitCode.FAILED;
    }
}
