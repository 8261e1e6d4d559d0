package io.cometsh.server.service;

/** Names for experiments that came without one, such as {@code quick_fox_7123}: always the same one for a key. */
final class RunNames {
    private static final String[] FIRST =
            ("amber bold brave bright calm clear clever coral crisp daring eager early fair fast fresh gentle glad golden grand happy honest jolly keen kind lively lucky lunar mellow merry"
                            + " modest neat noble quick quiet rapid royal silent silver smart solar steady sunny swift tidy vivid warm wise young")
                    .split(" ");
    private static final String[] SECOND =
            ("badger beaver bison canyon cedar cliff comet coyote crane delta dolphin eagle ember falcon fern finch forest fox glacier harbor hawk heron island jaguar lake lynx maple meadow"
                            + " moose nebula orchid otter owl panda pine planet puffin raven reef ridge river robin salmon sparrow summit tiger tulip willow wolf")
                    .split(" ");

    private RunNames() {}

    static String of(String key) {
        int hash = key.hashCode();
        int mixed = (hash ^ (hash >>> 15)) * 0x2c1b3c6d;
        mixed = (mixed ^ (mixed >>> 13)) & Integer.MAX_VALUE;
        return FIRST[mixed % FIRST.length] + "_" + SECOND[mixed / 64 % SECOND.length] + "_"
                + (1000 + mixed / 4096 % 9000);
    }
}
