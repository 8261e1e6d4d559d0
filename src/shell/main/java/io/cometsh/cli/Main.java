package io.cometsh.cli;

/** The program's entry point. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        // Or picocli would load all of Groovy to look for closures in its annotations, even for --version.
        System.setProperty("picocli.disable.closures", "true");
        int status = Cometsh.run(ProcessContext.ofProcess(), ArgumentsVariable.of(args, System.getenv()));
        if (status != ExitCode.DONE || otherThreadsRun()) {
            System.exit(status);
        }
        // Or else the end of this thread ends the program: System.exit looks for a log first, since Java 21.
    }

    private static boolean otherThreadsRun() {
        for (Thread thread : ScriptThreads.live()) {
            if (!thread.isDaemon() && thread != Thread.currentThread()) {
                return true;
            }
        }
        return false;
    }
}
