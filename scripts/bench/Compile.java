package io.cometsh.lang;

import com.sun.management.OperatingSystemMXBean;
import groovy.lang.GroovyClassLoader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.codehaus.groovy.control.CompilerConfiguration;

/** Compiles a script once, as plain Groovy or as cometsh does; prints the seconds and those of processor time. */
final class Compile {
    public static void main(String[] arguments) throws Exception {
        String text = Files.readString(Path.of(arguments[1]));
        long begun = System.nanoTime();
        long used = processor();
        CompilerConfiguration configuration =
                arguments[0].equals("plain") ? new CompilerConfiguration() : ScriptCompiler.configuration();
        new GroovyClassLoader(Compile.class.getClassLoader(), configuration).parseClass(text, "long_script.groovy");
        System.out.println((System.nanoTime() - begun) / 1e9 + " " + (processor() - used) / 1e9);
    }

    private static long processor() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
