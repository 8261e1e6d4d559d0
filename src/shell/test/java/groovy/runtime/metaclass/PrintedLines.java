package groovy.runtime.metaclass;

import groovy.lang.Binding;
import groovy.lang.GString;
import groovy.lang.GroovyShell;
import groovy.lang.GroovySystem;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The lines that a script prints, with the Groovy of the class loader that this class comes from. */
public final class PrintedLines implements Function<String, List<String>> {
    /** Made by name, in another class loader. */
    public PrintedLines() {}

    @Override
    public List<String> apply(String script) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        try {
            Binding binding = new Binding(Map.of("out", out));
            new GroovyShell(PrintedLines.class.getClassLoader(), binding).evaluate(script);
        } catch (Throwable e) {
            out.println(e.getClass().getName() + ": " + e.getMessage());
        } finally {
            for (Class<?> changed : List.of(PrintStream.class, GString.class, Integer.class, String.class)) {
                GroovySystem.getMetaClassRegistry().removeMetaClass(changed);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
