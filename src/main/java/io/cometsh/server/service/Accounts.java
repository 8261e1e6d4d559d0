package io.cometsh.server.service;

import java.util.Map;

/** Who may ask: any non-empty key, or those that were listed. */
public final class Accounts {
    /** The user of a server that takes any key. */
    public static final String ANYONE = "local";

    private final Map<String, String> names;

    /** @param names user names by key; empty takes every key */
    public Accounts(Map<String, String> names) {
        this.names = Map.copyOf(names);
    }

    /** The user of a key. A smart key is compared by the part before its star. */
    public User user(String key) {
        if (key == null || key.isBlank()) {
            throw CometError.NO_KEY.failure();
        }
        if (names.isEmpty()) {
            return new User(ANYONE, ANYONE);
        }
        String whole = key.trim();
        String name = names.get(whole);
        int star = whole.indexOf('*');
        if (name == null && star > 0) {
            name = names.get(whole.substring(0, star));
        }
        if (name == null) {
            throw CometError.KEY_UNKNOWN.failure();
        }
        return new User(name, name);
    }

    @Override
    public String toString() {
        return "Accounts[" + names.size() + " keys: <hidden>]";
    }
}
