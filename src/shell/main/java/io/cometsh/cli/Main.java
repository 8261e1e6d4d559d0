package io.cometsh.cli;

/** The program's entry point. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        // Or picocli would load all of Groovy to look for closures in its annotations, even for --version.
        System.setProperty("picocli.disable.closures", "true");
        System.exit(Cometsh.run(ProcessContext.ofProcess(), ArgumentsVariable.of(args, System.getenv())));
    }
}
