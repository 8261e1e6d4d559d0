package io.cometsh.conformance;

import io.cometsh.client.service.NotFoundException;
import io.cometsh.query.QueryException;
import io.cometsh.settings.MissingKeyException;
import io.cometsh.settings.SettingsException;
import io.cometsh.transport.CometConnectionException;
import io.cometsh.transport.CometException;
import io.cometsh.transport.CometHttpException;
import io.cometsh.transport.CometReplyException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares the exception of our call with the exception that Python raised in the recording. */
final class Raised {
    private static final Pattern STATUS = Pattern.compile("failed with status code (\\d+)(?:: (.*))?", Pattern.DOTALL);

    private Raised() {}

    /** What is different; empty when nothing is. */
    static String difference(Exception ours, Recorded recorded) {
        String expected = recorded.raises();
        if (expected == null) {
            return "throws " + ours + " instead of giving " + recorded.returns();
        }
        if (!isMeant(ours)) {
            return "fails with " + ours;
        }
        Matcher status = STATUS.matcher(recorded.message());
        String kind = expected.replaceFirst(".*\\.", "");
        boolean same = switch (kind) {
            // The server's words and status are passed on.
            case "CometRestApiException", "BackendVersionTooOld", "Unauthorized" ->
                ours instanceof CometHttpException http
                        && status.find()
                        && http.status() == Integer.parseInt(status.group(1))
                        && (status.group(2) == null
                                || status.group(2).isEmpty()
                                || http.serverMessage().equals(status.group(2)));
            case "PaymentRequired" -> isRefusal(ours, 402, recorded);
            case "NotFound" -> ours instanceof NotFoundException || isRefusal(ours, 404, recorded);
            case "ConnectionError" -> ours instanceof CometConnectionException;
            case "JSONDecodeError", "CometRestApiValueError" ->
                ours instanceof CometReplyException
                        || ours instanceof SettingsException
                        || ours instanceof MissingKeyException;
            // A mistake in the call, or a reply without what must be there: no refusal of the server's, unless it did
            // refuse.
            default -> !(ours instanceof CometHttpException http) || http.status() == lastStatus(recorded);
        };
        same = same
                && (recorded.sdkErrorCode() == null
                        || !(ours instanceof CometHttpException refusal)
                        || refusal.sdkErrorCode() == recorded.sdkErrorCode());
        return same ? "" : "throws " + ours + " instead of " + expected + ": " + recorded.message();
    }

    private static boolean isRefusal(Exception ours, int status, Recorded recorded) {
        return ours instanceof CometHttpException http
                && http.status() == status
                && (recorded.message().isEmpty() || http.serverMessage().equals(recorded.message()));
    }

    private static int lastStatus(Recorded recorded) {
        List<Recorded.Exchange> exchanges = recorded.exchanges();
        return exchanges.isEmpty()
                ? 0
                : exchanges.get(exchanges.size() - 1).reply().status();
    }

    /** Whether it is an error for the user, rather than a fault of the program. */
    private static boolean isMeant(Exception ours) {
        if (ours instanceof ClassCastException) {
            // An argument of the wrong type: in Java the compiler reports it, in a script the call finds no method.
            return ours.getStackTrace().length == 0
                    || ours.getStackTrace()[0].getClassName().startsWith("io.cometsh.conformance");
        }
        return ours instanceof CometException
                || ours instanceof QueryException
                || ours instanceof SettingsException
                || ours instanceof MissingKeyException
                || ours instanceof groovy.lang.GroovyRuntimeException
                || ours instanceof io.cometsh.lang.ScriptCompileException;
    }
}
