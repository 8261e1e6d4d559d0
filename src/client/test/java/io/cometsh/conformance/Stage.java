package io.cometsh.conformance;

/** Which call is being played: whoever answers requests looks here. */
final class Stage {
    private volatile Replay playing;

    void play(Replay next) {
        playing = next;
    }

    Replay playing() {
        return playing;
    }
}
