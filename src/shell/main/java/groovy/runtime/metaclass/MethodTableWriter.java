package groovy.runtime.metaclass;

import groovy.lang.GroovySystem;
import groovy.lang.MetaMethod;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.reflection.CachedClass;
import org.codehaus.groovy.reflection.CachedMethod;
import org.codehaus.groovy.reflection.ClassInfo;
import org.codehaus.groovy.reflection.GeneratedMetaMethod;
import org.codehaus.groovy.runtime.m12n.ExtensionModule;
import org.codehaus.groovy.runtime.metaclass.MetaClassRegistryImpl;
import org.codehaus.groovy.runtime.metaclass.NewMetaMethod;
import org.codehaus.groovy.runtime.metaclass.NewStaticMetaMethod;

/** Writes the methods that Groovy's own registry finds, when the program is built. */
public final class MethodTableWriter {
    private final Map<String, Integer> texts = new LinkedHashMap<>();

    private MethodTableWriter() {}

    /** The argument is the file. */
    public static void main(String... arguments) throws Exception {
        // Disables no method, and makes it Groovy's own registry.
        System.setProperty(MetaClassRegistryImpl.EXTENSION_DISABLE_PROPERTY, "");
        Files.write(Path.of(arguments[0]), new MethodTableWriter().write());
    }

    private byte[] write() throws IOException, ReflectiveOperationException {
        MetaClassRegistryImpl registry = (MetaClassRegistryImpl) GroovySystem.getMetaClassRegistry();
        List<Integer> modules = new ArrayList<>();
        for (ExtensionModule module : registry.getModuleRegistry().getModules()) {
            modules.add(text(module.getName()));
            modules.add(text(module.getVersion()));
        }
        List<CachedClass> classes = new ArrayList<>();
        for (ClassInfo info : ClassInfo.getAllClassInfo()) {
            if (info.getCachedClass().getNewMetaMethods().length > 0) {
                classes.add(info.getCachedClass());
            }
        }
        classes.sort(Comparator.comparing(CachedClass::getName));
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        List<Integer> places = new ArrayList<>();
        try (DataOutputStream out = new DataOutputStream(rows)) {
            for (CachedClass type : classes) {
                text(type.getName());
                places.add(out.size());
                out.writeChar(type.getNewMetaMethods().length);
                for (MetaMethod method : type.getNewMetaMethods()) {
                    int[] row = row(method);
                    out.writeChar(row.length);
                    for (int number : row) {
                        out.writeChar(number);
                    }
                }
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeChar(texts.size());
            for (String text : texts.keySet()) {
                out.writeChar(text.getBytes(StandardCharsets.UTF_8).length);
            }
            for (String text : texts.keySet()) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }
            out.writeChar(modules.size() / 2);
            for (int text : modules) {
                out.writeChar(text);
            }
            out.writeChar(classes.size());
            int start = out.size() + classes.size() * (Character.BYTES + Integer.BYTES);
            for (int i = 0; i < classes.size(); i++) {
                out.writeChar(text(classes.get(i).getName()));
                out.writeInt(start + places.get(i));
            }
            rows.writeTo(out);
        }
        return bytes.toByteArray();
    }

    private int text(String text) {
        return texts.computeIfAbsent(text, added -> texts.size());
    }

    private int[] row(MetaMethod method) throws ReflectiveOperationException {
        if (method instanceof GeneratedMetaMethod.Proxy) {
            Field name = GeneratedMetaMethod.Proxy.class.getDeclaredField("className");
            name.setAccessible(true);
            return row(
                    MethodTable.GENERATED,
                    number((String) name.get(method)),
                    method.getName(),
                    method.getReturnType(),
                    method.getNativeParameterTypes());
        }
        if (method instanceof NewMetaMethod added) {
            CachedMethod extension = (CachedMethod) added.getCachedMethod();
            return row(
                    method instanceof NewStaticMetaMethod ? MethodTable.STATIC : MethodTable.INSTANCE,
                    text(extension.getDeclaringClass().getName()),
                    extension.getName(),
                    extension.getReturnType(),
                    extension.getNativeParameterTypes());
        }
        return new int[] {MethodTable.CLASS, text(method.getClass().getName())};
    }

    private static int number(String generated) {
        if (!generated.startsWith(MethodTable.GENERATED_NAME)) {
            throw new IllegalStateException("the name of a generated class was expected: " + generated);
        }
        return Integer.parseInt(generated.substring(MethodTable.GENERATED_NAME.length()));
    }

    private int[] row(int kind, int home, String name, Class<?> result, Class<?>... parameters) {
        int[] row = new int[parameters.length + 4];
        row[0] = kind;
        row[1] = home;
        row[2] = text(name);
        row[3] = text(result.getName());
        for (int i = 0; i < parameters.length; i++) {
            row[i + 4] = text(parameters[i].getName());
        }
        return row;
    }
}
