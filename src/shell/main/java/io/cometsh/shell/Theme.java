package io.cometsh.shell;

import io.cometsh.plot.Canvas;
import java.util.Locale;
import java.util.Map;
import org.jline.utils.AttributedStyle;

/** How the shell looks. What changes here is seen from the next line on. */
final class Theme {
    /** What something is, for which a theme has a colour. */
    enum Role {
        ERROR,
        NOTE,
        KEYWORD,
        TEXT,
        NUMBER,
        COMMENT,
        VARIABLE,
        COMMAND
    }

    /** For which ground the colours are chosen. */
    enum Brightness {
        DARK,
        LIGHT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Null for {@code auto}. */
        static Brightness named(String name) {
            return name.equals(AUTO) ? null : valueOf(name.toUpperCase(Locale.ROOT));
        }
    }

    static final String AUTO = "auto";

    /** Of the 256 colours: dark enough for a white ground. */
    private static final int DARK_RED = 124;

    private static final int DARK_GREEN = 22;
    private static final int TEAL = 24;
    private static final int GREY = 242;
    private static final int PURPLE = 90;
    private static final int BROWN = 94;

    private final boolean able;
    private volatile boolean colour;
    private volatile boolean plain;
    private volatile boolean hints = true;
    /** The user's choice; null for none: then the background decides. */
    private volatile Brightness chosen;

    private volatile Brightness found = Brightness.DARK;

    /** @param able whether the terminal can show colours at all */
    Theme(boolean able, boolean colour) {
        this.able = able;
        this.colour = colour;
    }

    /** Whether escape codes may be written. */
    boolean able() {
        return able;
    }

    boolean colour() {
        return able && colour && !plain;
    }

    void colour(boolean on) {
        colour = on;
    }

    /** For a reader that speaks: no colours, and tables as sentences. */
    boolean plain() {
        return plain;
    }

    void plain(boolean on) {
        plain = on;
    }

    /** Whether something is shown while one types that was not asked for. */
    boolean hints() {
        return hints && colour();
    }

    void hints(boolean on) {
        hints = on;
    }

    Brightness theme() {
        return chosen != null ? chosen : found;
    }

    /** Null leaves it to the ground. */
    void theme(Brightness value) {
        chosen = value;
    }

    /** {@code light}, or {@code auto: light} where nobody has chosen. */
    String themeName() {
        return (chosen == null ? AUTO + ": " : "") + theme();
    }

    /** What the environment tells of the ground; some terminals write their two colours there. */
    Theme over(Map<String, String> environment) {
        String colours = environment.getOrDefault("COLORFGBG", "");
        String ground = colours.substring(colours.lastIndexOf(';') + 1);
        if (ground.equals("7") || ground.equals("15")) {
            found = Brightness.LIGHT;
        }
        return this;
    }

    /** The terminal has reported its background, as 0xRRGGBB. */
    void ground(int colour) {
        found = Canvas.isDark(colour) ? Brightness.DARK : Brightness.LIGHT;
    }

    AttributedStyle style(Role role) {
        return theme() == Brightness.LIGHT ? light(role) : dark(role);
    }

    private static AttributedStyle dark(Role role) {
        return switch (role) {
            case ERROR -> AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);
            case NOTE, COMMAND -> AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW);
            case KEYWORD ->
                AttributedStyle.DEFAULT.foreground(AttributedStyle.BLUE).bold();
            case TEXT -> AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
            case NUMBER -> AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN);
            case COMMENT -> AttributedStyle.DEFAULT.foreground(AttributedStyle.BRIGHT + AttributedStyle.BLACK);
            case VARIABLE -> AttributedStyle.DEFAULT.foreground(AttributedStyle.MAGENTA);
        };
    }

    private static AttributedStyle light(Role role) {
        return switch (role) {
            case ERROR -> AttributedStyle.DEFAULT.foreground(DARK_RED);
            case NOTE, COMMAND -> AttributedStyle.DEFAULT.foreground(BROWN);
            case KEYWORD ->
                AttributedStyle.DEFAULT.foreground(AttributedStyle.BLUE).bold();
            case TEXT -> AttributedStyle.DEFAULT.foreground(DARK_GREEN);
            case NUMBER -> AttributedStyle.DEFAULT.foreground(TEAL);
            case COMMENT -> AttributedStyle.DEFAULT.foreground(GREY);
            case VARIABLE -> AttributedStyle.DEFAULT.foreground(PURPLE);
        };
    }
}
