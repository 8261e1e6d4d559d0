package io.cometsh.server.service;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who may send requests: any non-empty key, or the listed keys only. */
public final class Accounts {
    /** The user of a server that takes any key. */
    public static final String ANYONE = "local";

    private static final User EVERYBODY = new User(ANYONE, Set.of("*"));

    private final Map<String, User> users;

    /** @param users by key the user, with the user's shared workspaces: {@code ann team}; empty takes every key */
    public Accounts(Map<String, String> users) {
        this.users = users.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> User.of(entry.getValue())));
    }

    /** Whether every key that is not empty is taken. */
    public boolean takesAny() {
        return users.isEmpty();
    }

    /** The user of a key. A smart key is compared by the part before its star. */
    public User user(String key) {
        if (key == null || key.isBlank()) {
            throw CometError.NO_KEY.failure();
        }
        if (users.isEmpty()) {
            return EVERYBODY;
        }
        String whole = key.trim();
        User user = users.get(whole);
        int star = whole.indexOf('*');
        if (user == null && star > 0) {
            user = users.get(whole.substring(0, star));
        }
        if (user == null) {
            throw CometError.KEY_UNKNOWN.failure();
        }
        return user;
    }

    /** The user of every key; empty where users have keys of their own. */
    public Optional<User> everybody() {
        return users.isEmpty() ? Optional.of(EVERYBODY) : Optional.empty();
    }

    /** The names of the users who may use a workspace, in order. */
    public List<String> members(String workspace) {
        return Stream.concat(users.values().stream(), everybody().stream())
                .filter(user -> user.has(workspace))
                .map(User::name)
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public String toString() {
        return "Accounts[" + users.size() + " keys: <hidden>]";
    }
}
