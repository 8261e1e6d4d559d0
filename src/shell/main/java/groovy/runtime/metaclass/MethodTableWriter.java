package groovy.runtime.metaclass;

import groovy.lang.GroovySystem;
import groovy.lang.MetaMethod;
import groovyjarjarasm.asm.ClassWriter;
import groovyjarjarasm.asm.MethodVisitor;
import groovyjarjarasm.asm.Opcodes;
import java.lang.reflect.Field;
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
    /** A constant of a class has 65,535 bytes at most; a character has up to three. */
    private static final int CONSTANT = 20_000;

    private final Map<String, Integer> texts = new LinkedHashMap<>();

    private MethodTableWriter() {}

    /** The argument is the class file to write. */
    public static void main(String... arguments) throws Exception {
        // Disables no method, and makes it Groovy's own registry.
        System.setProperty(MetaClassRegistryImpl.EXTENSION_DISABLE_PROPERTY, "");
        Files.write(Path.of(arguments[0]), new MethodTableWriter().write());
    }

    /** The class whose object supplies the table. */
    private byte[] write() throws ReflectiveOperationException {
        String table = table();
        ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        type.visit(
                Opcodes.V17,
                Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER,
                MethodTable.TEXT.replace('.', '/'),
                null,
                "java/lang/Object",
                new String[] {"java/util/function/Supplier"});
        MethodVisitor constructor = type.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(0, 0);
        constructor.visitEnd();
        MethodVisitor get = type.visitMethod(Opcodes.ACC_PUBLIC, "get", "()Ljava/lang/Object;", null, null);
        get.visitCode();
        get.visitLdcInsn("");
        for (int at = 0; at < table.length(); at += CONSTANT) {
            get.visitLdcInsn(table.substring(at, Math.min(table.length(), at + CONSTANT)));
            get.visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL,
                    "java/lang/String",
                    "concat",
                    "(Ljava/lang/String;)Ljava/lang/String;",
                    false);
        }
        get.visitInsn(Opcodes.ARETURN);
        get.visitMaxs(0, 0);
        get.visitEnd();
        type.visitEnd();
        return type.toByteArray();
    }

    private String table() throws ReflectiveOperationException {
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
        StringBuilder rows = new StringBuilder();
        List<Integer> places = new ArrayList<>();
        for (CachedClass type : classes) {
            text(type.getName());
            places.add(rows.length());
            add(rows, type.getNewMetaMethods().length);
            for (MetaMethod method : type.getNewMetaMethods()) {
                int[] row = row(method);
                add(rows, row.length);
                for (int number : row) {
                    add(rows, number);
                }
            }
        }
        StringBuilder table = new StringBuilder();
        add(table, texts.size());
        texts.keySet().forEach(text -> add(table, text.length()));
        texts.keySet().forEach(table::append);
        add(table, modules.size() / 2);
        modules.forEach(text -> add(table, text));
        add(table, classes.size());
        int start = table.length() + 3 * classes.size();
        for (int i = 0; i < classes.size(); i++) {
            add(table, text(classes.get(i).getName()));
            add(table, start + places.get(i) >>> Character.SIZE);
            add(table, start + places.get(i) & Character.MAX_VALUE);
        }
        return table.append(rows).toString();
    }

    private static void add(StringBuilder table, int number) {
        table.append((char) number);
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
