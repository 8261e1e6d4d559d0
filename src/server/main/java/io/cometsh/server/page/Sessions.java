package io.cometsh.server.page;

import io.cometsh.server.service.User;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Who has signed in, by the token that the browser keeps. A session ends after twelve hours, or with the server. */
final class Sessions {
    private static final long NANOS = TimeUnit.HOURS.toNanos(12);
    private static final int MOST = 10_000;
    private static final int TOKEN_BYTES = 32;

    private record Session(User user, long began) {
        boolean isOver() {
            return System.nanoTime() - began > NANOS;
        }
    }

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> sessions = new LinkedHashMap<>();

    /** The token of a new session. */
    synchronized String begin(User user) {
        sessions.values().removeIf(Session::isOver);
        if (sessions.size() >= MOST) {
            sessions.remove(sessions.keySet().iterator().next());
        }
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        sessions.put(token, new Session(user, System.nanoTime()));
        return token;
    }

    synchronized Optional<User> user(String token) {
        return Optional.ofNullable(sessions.get(token))
                .filter(session -> !session.isOver())
                .map(Session::user);
    }

    synchronized void end(String token) {
        sessions.remove(token);
    }
}
