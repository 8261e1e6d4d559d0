package io.cometsh.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.AbstractTerminal;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalExt;
import org.jline.terminal.spi.TerminalProvider;
import org.jline.utils.ColorPalette;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.OSUtils;

/** Another terminal with a {@link KeyReader}; closing it leaves the other one open. */
final class KeyTerminal extends AbstractTerminal {
    /** What switches a control character off: POSIX leaves the value to the system. */
    private static final int NO_CHARACTER = OSUtils.IS_LINUX ? 0 : -1;

    private final Terminal terminal;
    private final KeyReader keys;

    private KeyTerminal(Terminal terminal) throws IOException {
        super(terminal.getName(), terminal.getType(), terminal.encoding(), SignalHandler.SIG_DFL);
        this.terminal = terminal;
        this.keys = new KeyReader(terminal.reader());
    }

    static KeyTerminal over(Terminal terminal) {
        try {
            return new KeyTerminal(terminal);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with Ctrl-C as a key, which is for {@link #reader} to read, instead of a signal. */
    static Attributes withoutInterrupt(Attributes attributes) {
        Attributes changed = new Attributes(attributes);
        if (OSUtils.IS_WINDOWS) {
            changed.setLocalFlag(LocalFlag.ISIG, false);
        } else {
            // Ctrl-Z stays a signal.
            changed.setControlChar(ControlChar.VINTR, NO_CHARACTER);
        }
        return changed;
    }

    @Override
    public KeyReader reader() {
        return keys;
    }

    @Override
    public PrintWriter writer() {
        return terminal.writer();
    }

    @Override
    public InputStream input() {
        return terminal.input();
    }

    @Override
    public OutputStream output() {
        return terminal.output();
    }

    @Override
    public SignalHandler handle(Signal signal, SignalHandler handler) {
        return terminal.handle(signal, handler);
    }

    @Override
    public void raise(Signal signal) {
        terminal.raise(signal);
    }

    @Override
    public Attributes enterRawMode() {
        return terminal.enterRawMode();
    }

    @Override
    public Attributes getAttributes() {
        return terminal.getAttributes();
    }

    @Override
    public void setAttributes(Attributes attributes) {
        terminal.setAttributes(attributes);
    }

    @Override
    public Size getSize() {
        return terminal.getSize();
    }

    @Override
    public Size getBufferSize() {
        return terminal.getBufferSize();
    }

    @Override
    public void setSize(Size size) {
        terminal.setSize(size);
    }

    @Override
    public boolean getBooleanCapability(Capability capability) {
        return terminal.getBooleanCapability(capability);
    }

    @Override
    public Integer getNumericCapability(Capability capability) {
        // JLine asks while it constructs this.
        return terminal == null ? null : terminal.getNumericCapability(capability);
    }

    @Override
    public String getStringCapability(Capability capability) {
        return terminal.getStringCapability(capability);
    }

    @Override
    public ColorPalette getPalette() {
        return terminal.getPalette();
    }

    @Override
    public TerminalProvider getProvider() {
        return null;
    }

    @Override
    public SystemStream getSystemStream() {
        return terminal instanceof TerminalExt system ? system.getSystemStream() : null;
    }
}
