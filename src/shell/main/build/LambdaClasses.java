import groovyjarjarasm.asm.ClassReader;
import groovyjarjarasm.asm.ClassVisitor;
import groovyjarjarasm.asm.ClassWriter;
import groovyjarjarasm.asm.Handle;
import groovyjarjarasm.asm.MethodVisitor;
import groovyjarjarasm.asm.Opcodes;
import groovyjarjarasm.asm.Type;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Turns the lambdas of our jars into classes, and texts with values into methods. Java links a lambda when it is first
 * reached, 0.14 ms of processor time even with a class archive; a class of an archive takes a hundredth of that. The build
 * runs it with {@code java -cp GROOVY.jar LambdaClasses.java JAR...}, before the class archive is made.
 *
 * <p>A class joins the nest of the class that it comes from, whose private methods it calls. Serializable lambdas
 * stay as they are. A jar that was changed before is left alone.
 */
final class LambdaClasses {
    private static final String DONE = "io/cometsh/lambda-classes";
    private static final String OBJECT = "java/lang/Object";

    private final Map<String, byte[]> classes = new LinkedHashMap<>();
    private final Map<String, List<String>> nestMembers = new LinkedHashMap<>();

    public static void main(String[] jars) throws IOException {
        for (String jar : jars) {
            new LambdaClasses().change(Path.of(jar));
        }
    }

    private void change(Path jar) throws IOException {
        Path changed = jar.resolveSibling(jar.getFileName() + ".part");
        try (ZipFile in = new ZipFile(jar.toFile())) {
            if (in.getEntry(DONE) != null) {
                return;
            }
            List<? extends ZipEntry> entries = in.stream().toList();
            for (ZipEntry entry : entries) {
                if (entry.getName().endsWith(".class")) {
                    change(new ClassReader(bytes(in, entry)));
                }
            }
            try (OutputStream file = Files.newOutputStream(changed);
                    ZipOutputStream out = new ZipOutputStream(file)) {
                long time = entries.get(0).getTime();
                for (ZipEntry entry : entries) {
                    byte[] own = classes.remove(entry.getName());
                    write(out, entry.getName(), entry.getTime(), joined(entry, own == null ? bytes(in, entry) : own));
                }
                for (Map.Entry<String, byte[]> made : classes.entrySet()) {
                    write(out, made.getKey(), time, made.getValue());
                }
                write(out, DONE, time, new byte[0]);
            }
        }
        Files.move(changed, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] bytes(ZipFile jar, ZipEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    private static void write(ZipOutputStream out, String name, long time, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(time);
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
    }

    /** The class with its new nest members. */
    private byte[] joined(ZipEntry entry, byte[] bytes) {
        List<String> members = nestMembers.get(entry.getName().replaceFirst("\\.class$", ""));
        if (members == null) {
            return bytes;
        }
        ClassReader reader = new ClassReader(bytes);
        ClassWriter out = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, out) {
                    @Override
                    public void visitEnd() {
                        members.forEach(this::visitNestMember);
                        super.visitEnd();
                    }
                },
                0);
        return out.toByteArray();
    }

    private void change(ClassReader reader) {
        String[] host = {reader.getClassName()};
        int[] count = {0};
        boolean isInterface = (reader.getAccess() & Opcodes.ACC_INTERFACE) != 0;
        Map<String, Concatenation> concatenations = new LinkedHashMap<>();
        ClassWriter out = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, out) {
                    @Override
                    public void visitEnd() {
                        concatenations.forEach((name, texts) -> texts.write(name, this));
                        super.visitEnd();
                    }

                    @Override
                    public void visitNestHost(String name) {
                        host[0] = name;
                        super.visitNestHost(name);
                    }

                    @Override
                    public MethodVisitor visitMethod(
                            int access, String method, String form, String signature, String[] exceptions) {
                        MethodVisitor code = super.visitMethod(access, method, form, signature, exceptions);
                        return new MethodVisitor(Opcodes.ASM9, code) {
                            @Override
                            public void visitInvokeDynamicInsn(
                                    String name, String form, Handle bootstrap, Object... arguments) {
                                if (bootstrap.getName().equals("makeConcatWithConstants")) {
                                    String made = "concat$" + concatenations.size();
                                    concatenations.put(made, new Concatenation(form, arguments));
                                    super.visitMethodInsn(
                                            Opcodes.INVOKESTATIC, reader.getClassName(), made, form, isInterface);
                                    return;
                                }
                                if (!bootstrap.getOwner().equals("java/lang/invoke/LambdaMetafactory")
                                        || !bootstrap.getName().equals("metafactory")) {
                                    super.visitInvokeDynamicInsn(name, form, bootstrap, arguments);
                                    return;
                                }
                                String made = reader.getClassName() + "$$Lambda" + count[0]++;
                                Lambda lambda = new Lambda(
                                        made, host[0], name, form, (Type) arguments[0], (Handle) arguments[1], (Type)
                                                arguments[2]);
                                classes.put(made + ".class", lambda.bytes());
                                nestMembers.computeIfAbsent(host[0], any -> new ArrayList<>()).add(made);
                                if (lambda.captured.length == 0) {
                                    super.visitFieldInsn(Opcodes.GETSTATIC, made, "ONE", lambda.type.getDescriptor());
                                } else {
                                    super.visitMethodInsn(Opcodes.INVOKESTATIC, made, "of", form, false);
                                }
                            }
                        };
                    }
                },
                0);
        if (count[0] > 0 || !concatenations.isEmpty()) {
            classes.put(reader.getClassName() + ".class", out.toByteArray());
        }
    }

    /**
     * Texts and values that become one text: a method that appends them, for which Java makes a class when it is linked.
     *
     * @param form of that method
     * @param arguments the recipe of {@code StringConcatFactory}, a text in which the character 1 marks a value and the
     *     character 2 a constant; then the constants
     */
    private record Concatenation(String form, Object[] arguments) {
        private static final String BUILDER = "java/lang/StringBuilder";
        private static final Type TEXT = Type.getType(String.class);

        void write(String name, ClassVisitor owner) {
            int kind = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
            MethodVisitor code = owner.visitMethod(kind, name, form, null, null);
            code.visitCode();
            code.visitTypeInsn(Opcodes.NEW, BUILDER);
            code.visitInsn(Opcodes.DUP);
            code.visitMethodInsn(Opcodes.INVOKESPECIAL, BUILDER, "<init>", "()V", false);
            Type[] values = Type.getArgumentTypes(form);
            int value = 0;
            int place = 0;
            int constant = 1;
            for (String piece : arguments[0].toString().split("(?<=[\1\2])|(?=[\1\2])")) {
                Type type = TEXT;
                if (piece.equals("\1")) {
                    type = values[value++];
                    code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), place);
                    place += type.getSize();
                } else {
                    code.visitLdcInsn(piece.equals("\2") ? arguments[constant++].toString() : piece);
                }
                String append = "(" + appended(type) + ")L" + BUILDER + ";";
                code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BUILDER, "append", append, false);
            }
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BUILDER, "toString", "()Ljava/lang/String;", false);
            code.visitInsn(Opcodes.ARETURN);
            code.visitMaxs(3, place);
            code.visitEnd();
        }

        /** The parameter of {@code StringBuilder.append} for a value of this type. */
        private static String appended(Type type) {
            return switch (type.getSort()) {
                case Type.BYTE, Type.SHORT -> "I";
                case Type.OBJECT, Type.ARRAY -> type.equals(TEXT) ? type.getDescriptor() : "Ljava/lang/Object;";
                default -> type.getDescriptor();
            };
        }
    }

    /** One lambda or method reference as a class: captured values are fields, and its method calls the code. */
    private static final class Lambda {
        private final String name;
        private final String host;
        private final String method;
        private final String form;
        private final Type erased;
        private final Handle code;
        private final Type instantiated;
        private final Type type;
        private final Type[] captured;
        private final ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);

        Lambda(String name, String host, String method, String form, Type erased, Handle code, Type instantiated) {
            this.name = name;
            this.host = host;
            this.method = method;
            this.form = form;
            this.erased = erased;
            this.code = code;
            this.instantiated = instantiated;
            type = Type.getReturnType(form);
            captured = Type.getArgumentTypes(form);
        }

        byte[] bytes() {
            int kind = Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC;
            out.visit(Opcodes.V17, kind, name, null, OBJECT, new String[] {type.getInternalName()});
            out.visitNestHost(host);
            for (int i = 0; i < captured.length; i++) {
                out.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, "v" + i, captured[i].getDescriptor(), null, null)
                        .visitEnd();
            }
            constructor();
            if (captured.length == 0) {
                out.visitField(Opcodes.ACC_STATIC | Opcodes.ACC_FINAL, "ONE", type.getDescriptor(), null, null)
                        .visitEnd();
                MethodVisitor start = begin(Opcodes.ACC_STATIC, "<clinit>", "()V");
                make(start);
                start.visitFieldInsn(Opcodes.PUTSTATIC, name, "ONE", type.getDescriptor());
                end(start, Type.VOID_TYPE);
            } else {
                MethodVisitor of = begin(Opcodes.ACC_STATIC, "of", form);
                make(of);
                end(of, type);
            }
            body();
            out.visitEnd();
            return out.toByteArray();
        }

        private MethodVisitor begin(int access, String method, String form) {
            MethodVisitor to = out.visitMethod(access, method, form, null, null);
            to.visitCode();
            return to;
        }

        private static void end(MethodVisitor to, Type result) {
            to.visitInsn(result.getOpcode(Opcodes.IRETURN));
            to.visitMaxs(0, 0);
            to.visitEnd();
        }

        private String parameters() {
            return Type.getMethodDescriptor(Type.VOID_TYPE, captured);
        }

        private void make(MethodVisitor to) {
            to.visitTypeInsn(Opcodes.NEW, name);
            to.visitInsn(Opcodes.DUP);
            int at = 0;
            for (Type value : captured) {
                to.visitVarInsn(value.getOpcode(Opcodes.ILOAD), at);
                at += value.getSize();
            }
            to.visitMethodInsn(Opcodes.INVOKESPECIAL, name, "<init>", parameters(), false);
        }

        private void constructor() {
            MethodVisitor to = begin(0, "<init>", parameters());
            to.visitVarInsn(Opcodes.ALOAD, 0);
            to.visitMethodInsn(Opcodes.INVOKESPECIAL, OBJECT, "<init>", "()V", false);
            int at = 1;
            for (int i = 0; i < captured.length; i++) {
                to.visitVarInsn(Opcodes.ALOAD, 0);
                to.visitVarInsn(captured[i].getOpcode(Opcodes.ILOAD), at);
                to.visitFieldInsn(Opcodes.PUTFIELD, name, "v" + i, captured[i].getDescriptor());
                at += captured[i].getSize();
            }
            end(to, Type.VOID_TYPE);
        }

        private void body() {
            boolean creates = code.getTag() == Opcodes.H_NEWINVOKESPECIAL;
            boolean hasReceiver = !creates && code.getTag() != Opcodes.H_INVOKESTATIC;
            List<Type> wanted = new ArrayList<>();
            if (hasReceiver) {
                wanted.add(Type.getObjectType(code.getOwner()));
            }
            wanted.addAll(List.of(Type.getArgumentTypes(code.getDesc())));
            MethodVisitor to = begin(Opcodes.ACC_PUBLIC, method, erased.getDescriptor());
            if (creates) {
                to.visitTypeInsn(Opcodes.NEW, code.getOwner());
                to.visitInsn(Opcodes.DUP);
            }
            for (int i = 0; i < captured.length; i++) {
                to.visitVarInsn(Opcodes.ALOAD, 0);
                to.visitFieldInsn(Opcodes.GETFIELD, name, "v" + i, captured[i].getDescriptor());
                convert(to, captured[i], captured[i], wanted.get(i));
            }
            Type[] given = erased.getArgumentTypes();
            int at = 1;
            for (int i = 0; i < given.length; i++) {
                to.visitVarInsn(given[i].getOpcode(Opcodes.ILOAD), at);
                convert(to, given[i], instantiated.getArgumentTypes()[i], wanted.get(captured.length + i));
                at += given[i].getSize();
            }
            call(to, creates, hasReceiver);
            Type result = creates ? Type.getObjectType(code.getOwner()) : Type.getReturnType(code.getDesc());
            Type returned = erased.getReturnType();
            if (returned.getSort() == Type.VOID) {
                if (result.getSize() > 0) {
                    to.visitInsn(result.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
                }
            } else {
                convert(to, result, result, returned);
            }
            end(to, returned);
        }

        /** A private method of the nest is called like any other. */
        private void call(MethodVisitor to, boolean creates, boolean hasReceiver) {
            int opcode = creates
                    ? Opcodes.INVOKESPECIAL
                    : !hasReceiver
                            ? Opcodes.INVOKESTATIC
                            : code.isInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
            to.visitMethodInsn(opcode, code.getOwner(), code.getName(), code.getDesc(), code.isInterface());
        }

        /** @param known what a value of the type {@code from} is: {@code Integer} where the type is {@code Object} */
        private static void convert(MethodVisitor to, Type from, Type known, Type wanted) {
            if (from.equals(wanted)) {
                return;
            }
            if (isPrimitive(wanted)) {
                Type primitive = from;
                if (!isPrimitive(from)) {
                    Type box = BOXES.containsValue(known) ? known : BOXES.get(wanted);
                    primitive = unboxed(box);
                    to.visitTypeInsn(Opcodes.CHECKCAST, box.getInternalName());
                    to.visitMethodInsn(
                            Opcodes.INVOKEVIRTUAL,
                            box.getInternalName(),
                            primitive.getClassName() + "Value",
                            Type.getMethodDescriptor(primitive),
                            false);
                }
                widen(to, primitive, wanted);
            } else if (isPrimitive(from)) {
                Type box = BOXES.get(from);
                to.visitMethodInsn(
                        Opcodes.INVOKESTATIC,
                        box.getInternalName(),
                        "valueOf",
                        Type.getMethodDescriptor(box, from),
                        false);
            } else if (!wanted.getInternalName().equals(OBJECT)) {
                to.visitTypeInsn(Opcodes.CHECKCAST, wanted.getInternalName());
            }
        }

        private static void widen(MethodVisitor to, Type from, Type wanted) {
            String step = letter(from) + letter(wanted);
            switch (step) {
                case "IJ" -> to.visitInsn(Opcodes.I2L);
                case "IF" -> to.visitInsn(Opcodes.I2F);
                case "ID" -> to.visitInsn(Opcodes.I2D);
                case "JF" -> to.visitInsn(Opcodes.L2F);
                case "JD" -> to.visitInsn(Opcodes.L2D);
                case "FD" -> to.visitInsn(Opcodes.F2D);
                case "II", "JJ", "FF", "DD" -> {}
                default -> throw new IllegalStateException("no way from " + from + " to " + wanted);
            }
        }

        private static String letter(Type type) {
            return "JFD".contains(type.getDescriptor()) ? type.getDescriptor() : "I";
        }

        private static final Map<Type, Type> BOXES = Map.of(
                Type.BOOLEAN_TYPE, Type.getType(Boolean.class),
                Type.CHAR_TYPE, Type.getType(Character.class),
                Type.BYTE_TYPE, Type.getType(Byte.class),
                Type.SHORT_TYPE, Type.getType(Short.class),
                Type.INT_TYPE, Type.getType(Integer.class),
                Type.LONG_TYPE, Type.getType(Long.class),
                Type.FLOAT_TYPE, Type.getType(Float.class),
                Type.DOUBLE_TYPE, Type.getType(Double.class));

        private static boolean isPrimitive(Type type) {
            return BOXES.containsKey(type);
        }

        private static Type unboxed(Type box) {
            return BOXES.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(box))
                    .findFirst()
                    .orElseThrow()
                    .getKey();
        }
    }
}
