package io.cometsh.conformance;

/** The call that is being played; the code that answers requests looks here. */
final class Stage {
    private volatile Replay playing;

    void play(Replay next) {
        playing = next;
    }

    Replay playing() {
        return playing;
    }
}
