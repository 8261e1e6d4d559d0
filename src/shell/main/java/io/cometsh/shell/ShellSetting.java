package io.cometsh.shell;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Something of the session that {@code :set} shows and changes.
 *
 * @param choices what it may be; empty for a number
 * @param value what it is now
 * @param change takes a value that is one of the choices, or any word when there are none; a {@link CommandException}
 *     names the accepted ones
 */
record ShellSetting(
        String name, String meaning, List<String> choices, Supplier<String> value, Consumer<String> change) {
    static final List<String> ON_OFF = List.of("on", "off");

    ShellSetting {
        choices = List.copyOf(choices);
    }

    /** One that is on or off. */
    static ShellSetting toggle(String name, String meaning, Supplier<Boolean> value, Consumer<Boolean> change) {
        return new ShellSetting(
                name, meaning, ON_OFF, () -> value.get() ? "on" : "off", word -> change.accept(word.equals("on")));
    }
}
