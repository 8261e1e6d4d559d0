package io.cometsh.server.page;

import static j2html.TagCreator.button;
import static j2html.TagCreator.form;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.input;
import static j2html.TagCreator.label;
import static j2html.TagCreator.p;

import io.cometsh.server.route.Reply;
import io.cometsh.server.route.Request;
import io.cometsh.server.service.Accounts;
import io.cometsh.server.service.CometError;
import io.cometsh.server.service.CometFailure;
import io.cometsh.server.service.User;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Signing in with an API key, where users have keys. The browser gets a random token, never the key. */
final class SignIn {
    private static final String COOKIE = "cometsh-session";

    private final Accounts accounts;
    private final Layout layout;
    private final String keyHelp;
    private final Sessions sessions = new Sessions();

    /** @param keyHelp where users find their key; one or more sentences */
    SignIn(Accounts accounts, Layout layout, String keyHelp) {
        this.accounts = accounts;
        this.keyHelp = keyHelp;
        this.layout = layout;
    }

    /** Who asks: everybody on a server that takes any key, else who has signed in. */
    Optional<User> user(Request request) {
        Optional<User> everybody = accounts.everybody();
        return everybody.isPresent() ? everybody : sessions.user(token(request));
    }

    static boolean isSession(Request request) {
        return token(request) != null;
    }

    /** What is shown instead of a page to someone who has not signed in. */
    Reply ask(Request request) {
        if ("cross-site".equals(request.header("Sec-Fetch-Site"))) {
            // A link from another site comes without the cookie. The same address asked for by a page of this server
            // has it.
            return new Reply.Content(
                    200,
                    "text/html; charset=utf-8",
                    with("Refresh", "0"),
                    Site.bytes("<!DOCTYPE html>\n<html lang=\"en\"><title>Opening…</title><p>Opening…</p></html>"));
        }
        return to("/-/sign-in?to=" + URLEncoder.encode(request.address(), StandardCharsets.UTF_8), null);
    }

    Reply show(Request request) {
        return show(request, 200, request.query("to"), null);
    }

    private Reply show(Request request, int status, String to, String problem) {
        return layout.page(request)
                .heading("Sign in")
                .status(status)
                .show(form(
                                label("API key").withFor("key"),
                                input().withType("password")
                                        .withId("key")
                                        .withName("key")
                                        .attr("autocomplete", "current-password")
                                        .attr("aria-describedby", problem == null ? "key-help" : "key-problem key-help")
                                        .condAttr(problem != null, "aria-invalid", "true")
                                        .isRequired()
                                        .isAutofocus(),
                                iff(
                                        problem != null,
                                        p(problem == null ? "" : DisplayText.sentence(problem))
                                                .withId("key-problem")
                                                .withClass("problem")
                                                .attr("role", "alert")),
                                p(keyHelp).withId("key-help").withClass("quiet"),
                                input().withType("hidden").withName("to").withValue(local(to)),
                                button("Sign in").withClass("main"))
                        .withMethod("post")
                        .withAction("/-/sign-in")
                        .withClass("stack narrow"));
    }

    Reply enter(Request request) throws IOException {
        checkOrigin(request);
        try {
            User user = accounts.user(request.form("key"));
            return to(local(request.form("to")), cookie(request, sessions.begin(user), ""));
        } catch (CometFailure e) {
            return show(request, 401, request.form("to"), e.getMessage());
        }
    }

    Reply leave(Request request) {
        checkOrigin(request);
        sessions.end(token(request));
        return to("/-/sign-in", cookie(request, "", "; Max-Age=0"));
    }

    /** Refuses a form that another site sends. */
    private static void checkOrigin(Request request) {
        String site = request.header("Sec-Fetch-Site");
        String origin = request.header("Origin");
        boolean own =
                site != null ? site.equals("same-origin") : origin != null && (origin + "/").equals(request.root());
        if (!own) {
            throw CometError.FOREIGN_FORM.failure();
        }
    }

    private static String cookie(Request request, String token, String more) {
        boolean secure = request.root().startsWith("https:");
        return COOKIE + "=" + token + "; Path=/; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : "") + more;
    }

    private static String token(Request request) {
        String cookies = request.header("Cookie");
        if (cookies == null) {
            return null;
        }
        for (String cookie : cookies.split(";")) {
            String[] parts = cookie.trim().split("=", 2);
            if (parts[0].equals(COOKIE) && parts.length == 2) {
                return parts[1];
            }
        }
        return null;
    }

    /** An address of this server: what another site put into a link is not followed. */
    private static String local(String to) {
        return to != null && to.matches("/(?![/\\\\])[\\x21-\\x7e]*") ? to : "/";
    }

    private static Reply to(String address, String cookie) {
        Map<String, String> headers = with("Location", address);
        if (cookie != null) {
            headers.put("Set-Cookie", cookie);
        }
        return new Reply.Content(303, "text/plain; charset=utf-8", headers, new byte[0]);
    }

    private static Map<String, String> with(String header, String value) {
        Map<String, String> headers = Layout.headers();
        headers.put(header, value);
        return headers;
    }
}
