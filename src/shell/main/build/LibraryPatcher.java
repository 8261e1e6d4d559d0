import groovyjarjarasm.asm.ClassReader;
import groovyjarjarasm.asm.ClassVisitor;
import groovyjarjarasm.asm.ClassWriter;
import groovyjarjarasm.asm.FieldVisitor;
import groovyjarjarasm.asm.Label;
import groovyjarjarasm.asm.MethodVisitor;
import groovyjarjarasm.asm.Opcodes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Writes some classes of Groovy and OkHttp again with a few instructions changed, for a faster start: each change has another
 * method called, or has what is rarely needed computed when it is needed. The build runs it with
 * {@code java -cp GROOVY.jar:OKHTTP.jar LibraryPatcher.java FOLDER}; the program's jar comes before theirs on the class path.
 *
 * <p>A change that does not find its instructions, since the library was upgraded, ends the build.
 */
final class LibraryPatcher {
    /** What is called instead; {@code FasterStart} contains the reason. */
    private static final String FASTER = "groovy/runtime/metaclass/FasterStart";

    /** The same for OkHttp. */
    private static final String OKHTTP = "io/cometsh/cli/OkHttpStart";

    private static final String LOGGER = "java/util/logging/Logger.";
    private static final String FINE = "java/util/logging/Level.FINE";

    private static final String JAVA_9 = "org/codehaus/groovy/vmplugin/v9/Java9";
    private static final String STRIPPED = "okhttp3/internal/UnreadableResponseBodyKt";
    private static final String HOSTS = "okhttp3/internal/_HostnamesCommonKt";
    private static final String POOL = "okhttp3/internal/connection/RealConnectionPool";
    private static final String CALL = "okhttp3/internal/connection/RealCall$AsyncCall";
    private static final String PLATFORMS = "okhttp3/internal/platform/PlatformRegistry";
    private static final String NUMBERS = "org/codehaus/groovy/runtime/typehandling/NumberMathModificationInfo";
    private static final String OBJECT = "groovy/lang/GroovyObjectSupport";
    private static final String SITE = "org/codehaus/groovy/vmplugin/v8/CacheableCallSite";

    /** Classes that stay as they are: in the program's jar, their lambdas become classes. */
    private static final Set<String> UNCHANGED = Set.of(
            "groovy/lang/Closure",
            "org/codehaus/groovy/reflection/CachedClass",
            "org/codehaus/groovy/reflection/CachedClass$1",
            "org/codehaus/groovy/reflection/CachedClass$2",
            "org/codehaus/groovy/reflection/CachedClass$3",
            "org/codehaus/groovy/runtime/memoize/ConcurrentCommonCache",
            "org/codehaus/groovy/runtime/metaclass/MetaClassRegistryImpl",
            "org/codehaus/groovy/vmplugin/VMPluginFactory",
            "org/codehaus/groovy/vmplugin/v8/Selector",
            "org/codehaus/groovy/vmplugin/v8/Selector$MethodSelector");

    private final Path folder;

    private LibraryPatcher(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException {
        LibraryPatcher patcher = new LibraryPatcher(Path.of(arguments[0]));
        patcher.call(
                "groovy/lang/MetaClassImpl", FASTER,
                "java/beans/Introspector.getBeanInfo(Ljava/lang/Class;)",
                "java/util/Comparator.comparing(Ljava/util/function/Function;)");
        patcher.call(
                "org/codehaus/groovy/runtime/metaclass/MetaMethodIndex", FASTER,
                "org/codehaus/groovy/ast/tools/GeneralUtils.inSamePackage(Ljava/lang/Class;Ljava/lang/Class;)");
        patcher.call(
                "org/codehaus/groovy/runtime/MetaClassHelper", FASTER,
                "org/codehaus/groovy/classgen/asm/util/TypeUtil.autoboxType(Ljava/lang/Class;)");
        patcher.call(
                "org/codehaus/groovy/vmplugin/v8/IndyInterface", FASTER,
                "java/util/logging/Logger.getLogger",
                "org/codehaus/groovy/vmplugin/v8/IndyInterface.makeBootHandle");
        for (String writer : List.of("InvokeDynamicWriter", "IndyBinHelper")) {
            patcher.call(
                    "org/codehaus/groovy/classgen/asm/indy/" + writer, FASTER,
                    "java/lang/Class.getName",
                    "java/lang/invoke/MethodType.toMethodDescriptorString");
        }
        patcher.call("groovy/lang/Script", FASTER, "org/codehaus/groovy/runtime/InvokerHelper.invokeMethod");
        patcher.call(
                "org/codehaus/groovy/reflection/CachedMethod", FASTER,
                "org/apache/groovy/internal/runtime/invoke/InvokerFactory.generationAllowed");
        patcher.call("org/apache/groovy/runtime/indy/IndyInvalidation", FASTER, "java/util/logging/Logger.getLogger");
        patcher.call(
                "org/codehaus/groovy/vmplugin/v8/IndyGuardsFiltersAndSignatures", FASTER,
                "java/lang/invoke/MethodHandles$Lookup.findStatic");
        patcher.call(
                "org/codehaus/groovy/reflection/ReflectionUtils", FASTER, "java/lang/invoke/MethodHandles$Lookup.findVirtual");
        patcher.call(
                "org/codehaus/groovy/reflection/stdclasses/CachedSAMClass",
                FASTER,
                "java/lang/Class.getMethod(",
                "java/util/stream/Collectors.toUnmodifiableSet");
        patcher.call(
                "org/codehaus/groovy/vmplugin/v8/IndyInterface$CallType",
                FASTER,
                "java/util/stream/Collectors.toUnmodifiableMap",
                "java/util/function/Function.identity");
        patcher.call(
                "org/codehaus/groovy/runtime/FormatHelper",
                FASTER,
                "org/codehaus/groovy/control/ResolveVisitor.DEFAULT_IMPORTS");
        patcher.write(OBJECT, LibraryPatcher::findMetaClassLater);
        patcher.write(SITE, LibraryPatcher::beginWithHandle);
        patcher.write(NUMBERS, LibraryPatcher::skipOtherClasses);
        patcher.write(JAVA_9, LibraryPatcher::listPackagesLater);
        for (String type : UNCHANGED) {
            patcher.write(type, reader -> changed(reader, (method, form, code) -> code));
        }
        String tasks = "okhttp3/internal/concurrent/";
        String intrinsics = "kotlin/jvm/internal/Intrinsics.checkNotNull";
        patcher.call("okhttp3/internal/_UtilJvmKt", OKHTTP, "java/util/TimeZone.getTimeZone");
        patcher.call("okhttp3/internal/platform/Platform", OKHTTP, LOGGER, FINE);
        patcher.call(
                tasks + "TaskRunner", OKHTTP, LOGGER, intrinsics + "Parameter(", intrinsics + "ExpressionValue(");
        for (String type : List.of("TaskRunner$runnable$1", "TaskQueue", "TaskLoggerKt")) {
            patcher.call(tasks + type, OKHTTP, LOGGER, FINE);
        }
        patcher.write(POOL, LibraryPatcher::closeIdleConnectionsLater);
        patcher.write(CALL, LibraryPatcher::keepThreadsName);
        patcher.write(STRIPPED, LibraryPatcher::parseNoMediaType);
        patcher.write(HOSTS, LibraryPatcher::keepPlainNames);
        patcher.write(PLATFORMS, LibraryPatcher::findOwnPlatform);
    }

    private interface Patch {
        byte[] of(ClassReader reader);
    }

    /** What a method's code becomes; the code itself when nothing is changed. */
    private interface Change {
        MethodVisitor of(String method, String form, MethodVisitor code);
    }

    private static byte[] changed(ClassReader reader, Change change) {
        ClassWriter out = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, out) {
                    @Override
                    public void visit(int version, int access, String name, String of, String base, String[] types) {
                        // LambdaClasses makes its lambdas nest members, which came with Java 11.
                        super.visit(Math.max(version, Opcodes.V11), access, name, of, base, types);
                    }

                    @Override
                    public MethodVisitor visitMethod(
                            int access, String method, String form, String signature, String[] exceptions) {
                        return change.of(
                                method, form, super.visitMethod(access, method, form, signature, exceptions));
                    }
                },
                0);
        return out.toByteArray();
    }

    /** The code with more instructions before it, after which it continues at the label. */
    private static MethodVisitor after(BiConsumer<MethodVisitor, Label> more, MethodVisitor code) {
        return new MethodVisitor(Opcodes.ASM9, code) {
            @Override
            public void visitCode() {
                super.visitCode();
                Label next = new Label();
                more.accept(this, next);
                visitLabel(next);
                visitFrame(Opcodes.F_SAME, 0, null, 0, null);
            }

            @Override
            public void visitMaxs(int stack, int locals) {
                super.visitMaxs(Math.max(stack, 2), locals);
            }
        };
    }

    /** These instructions instead of the code. */
    private static MethodVisitor only(MethodVisitor code, int variables, Consumer<MethodVisitor> instructions) {
        code.visitCode();
        instructions.accept(code);
        code.visitMaxs(1, variables);
        code.visitEnd();
        return null;
    }

    private void write(String type, Patch patch) throws IOException {
        try (InputStream in = ClassLoader.getSystemResourceAsStream(type + ".class")) {
            Path file = folder.resolve(type + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, patch.of(new ClassReader(in)));
        }
    }

    /**
     * Has static methods of a class of ours called instead of the methods whose names and parameters begin like these, and
     * instead of reading the constants with these names.
     */
    private void call(String type, String target, String... replaced) throws IOException {
        Set<String> missing = new HashSet<>(Set.of(replaced));
        Change change = (method, form, code) -> new MethodVisitor(Opcodes.ASM9, code) {
            @Override
            public void visitMethodInsn(int opcode, String owner, String name, String of, boolean isInterface) {
                String called = owner + "." + name + of;
                if (Stream.of(replaced).noneMatch(called::startsWith)) {
                    super.visitMethodInsn(opcode, owner, name, of, isInterface);
                    return;
                }
                missing.removeIf(called::startsWith);
                String parameters = opcode == Opcodes.INVOKESTATIC ? of : "(L" + owner + ";" + of.substring(1);
                super.visitMethodInsn(Opcodes.INVOKESTATIC, target, name, parameters, false);
            }

            @Override
            public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
                String read = owner + "." + name;
                if (missing.remove(read) || Set.of(replaced).contains(read)) {
                    super.visitMethodInsn(Opcodes.INVOKESTATIC, target, getter(name), "()" + descriptor, false);
                } else {
                    super.visitFieldInsn(opcode, owner, name, descriptor);
                }
            }
        };
        write(type, reader -> {
            byte[] made = changed(reader, change);
            expect(missing.isEmpty(), type + " calls " + missing);
            return made;
        });
    }

    /** {@code DEFAULT_IMPORTS} becomes {@code defaultImports}. */
    private static String getter(String constant) {
        String[] words = constant.toLowerCase(Locale.ROOT).split("_");
        StringBuilder name = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            name.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
        }
        return name.toString();
    }

    /** The response without its body, which nobody reads the type of, needs no patterns of media types. */
    private static byte[] parseNoMediaType(ClassReader reader) {
        int[] found = {0};
        byte[] type = changed(reader, (method, form, code) -> new MethodVisitor(Opcodes.ASM9, code) {
            @Override
            public void visitMethodInsn(int opcode, String owner, String name, String of, boolean isInterface) {
                if (name.equals("contentType")) {
                    found[0]++;
                    super.visitInsn(Opcodes.POP);
                    super.visitInsn(Opcodes.ACONST_NULL);
                } else {
                    super.visitMethodInsn(opcode, owner, name, of, isInterface);
                }
            }
        });
        expect(found[0] == 1, STRIPPED + " calls contentType");
        return type;
    }

    /**
     * Looks for connections to close when the first one can be too old, and not on another thread each time a connection is
     * added or becomes idle.
     */
    private static byte[] closeIdleConnectionsLater(ClassReader reader) {
        int[] found = {0, 0};
        byte[] type = changed(reader, (method, form, code) -> !method.equals("scheduleCloser")
                ? code
                : new MethodVisitor(Opcodes.ASM9, code) {
                    @Override
                    public void visitInsn(int opcode) {
                        switch (opcode) {
                            case Opcodes.LCONST_0 -> {
                                found[0]++;
                                super.visitVarInsn(Opcodes.ALOAD, 0);
                                super.visitFieldInsn(Opcodes.GETFIELD, POOL, "keepAliveDurationNs", "J");
                            }
                            // The bits of the arguments that have their default.
                            case Opcodes.ICONST_2 -> {
                                found[1]++;
                                super.visitInsn(Opcodes.ICONST_0);
                            }
                            default -> super.visitInsn(opcode);
                        }
                    }
                });
        expect(found[0] == 1 && found[1] == 1, POOL + ".scheduleCloser calls schedule without a delay");
        return type;
    }

    /** Makes no text of each call's address for the name of its thread. */
    private static byte[] keepThreadsName(ClassReader reader) {
        int[] found = {0, 0};
        byte[] type = changed(reader, (method, form, code) -> new MethodVisitor(Opcodes.ASM9, code) {
            @Override
            public void visitMethodInsn(int opcode, String owner, String name, String of, boolean isInterface) {
                if (name.startsWith("redactedUrl")) {
                    found[0]++;
                    super.visitInsn(Opcodes.POP);
                    super.visitLdcInsn("");
                } else if (name.equals("setName")) {
                    found[1]++;
                    super.visitInsn(Opcodes.POP2);
                } else {
                    super.visitMethodInsn(opcode, owner, name, of, isInterface);
                }
            }
        });
        expect(found[0] == 1 && found[1] == 3, CALL + " names its thread");
        return type;
    }

    /**
     * Loads no tables of Unicode for the name of a host that stays as it is, and no patterns of regular expressions to see
     * whether it is an address.
     */
    private static byte[] keepPlainNames(ClassReader reader) {
        int[] found = {0, 0, 0};
        byte[] type = changed(reader, (method, form, code) -> {
            if (method.equals("<clinit>")) {
                found[1]++;
                return only(code, 0, make -> make.visitInsn(Opcodes.RETURN));
            }
            if (method.equals("canParseAsIpAddress")) {
                found[2]++;
                return only(code, 1, make -> {
                    make.visitVarInsn(Opcodes.ALOAD, 0);
                    make.visitMethodInsn(Opcodes.INVOKESTATIC, OKHTTP, method, form, false);
                    make.visitInsn(Opcodes.IRETURN);
                });
            }
            if (!method.equals("idnToAscii") || !form.equals("(Ljava/lang/String;)Ljava/lang/String;")) {
                return code;
            }
            found[0]++;
            return after(
                    (start, other) -> {
                        start.visitVarInsn(Opcodes.ALOAD, 0);
                        start.visitMethodInsn(
                                Opcodes.INVOKESTATIC, OKHTTP, "isPlainHost", "(Ljava/lang/String;)Z", false);
                        start.visitJumpInsn(Opcodes.IFEQ, other);
                        start.visitVarInsn(Opcodes.ALOAD, 0);
                        start.visitInsn(Opcodes.ARETURN);
                    },
                    code);
        });
        expect(found[0] == 1, HOSTS + ".idnToAscii");
        expect(found[1] == 1, HOSTS + ".<clinit>");
        expect(found[2] == 1, HOSTS + ".canParseAsIpAddress");
        return type;
    }

    /**
     * Looks for no other library for TLS: the program has none, and to see which one the user prefers, Java makes a security
     * provider.
     */
    private static byte[] findOwnPlatform(ClassReader reader) {
        int[] found = {0};
        byte[] type = changed(reader, (method, form, code) -> {
            if (!method.matches("is\\w+Preferred") || !form.equals("()Z")) {
                return code;
            }
            found[0]++;
            return only(code, 1, make -> {
                make.visitInsn(Opcodes.ICONST_0);
                make.visitInsn(Opcodes.IRETURN);
            });
        });
        expect(found[0] == 3, PLATFORMS + " has three methods isXPreferred");
        return type;
    }

    /**
     * Finds the metaclass of a binding and of a text with values when it is first asked for: few scripts do, and it takes as
     * long as a call.
     */
    private static byte[] findMetaClassLater(ClassReader reader) {
        String find = "getDefaultMetaClass";
        String form = "()Lgroovy/lang/MetaClass;";
        int[] found = {0, 0};
        byte[] type = changed(reader, (method, of, code) -> switch (method) {
            case "<init>" -> new MethodVisitor(Opcodes.ASM9, code) {
                @Override
                public void visitMethodInsn(int opcode, String owner, String name, String of, boolean isInterface) {
                    if (!name.equals(find)) {
                        super.visitMethodInsn(opcode, owner, name, of, isInterface);
                        return;
                    }
                    found[0]++;
                    String parameters = "(L" + OBJECT + ";)Lgroovy/lang/MetaClass;";
                    super.visitMethodInsn(Opcodes.INVOKESTATIC, FASTER, "metaClassOfNew", parameters, false);
                }
            };
            case "getMetaClass" -> {
                found[1]++;
                yield after(
                        (start, known) -> {
                            start.visitVarInsn(Opcodes.ALOAD, 0);
                            start.visitFieldInsn(Opcodes.GETFIELD, OBJECT, "metaClass", "Lgroovy/lang/MetaClass;");
                            start.visitJumpInsn(Opcodes.IFNONNULL, known);
                            start.visitVarInsn(Opcodes.ALOAD, 0);
                            start.visitVarInsn(Opcodes.ALOAD, 0);
                            start.visitMethodInsn(Opcodes.INVOKEVIRTUAL, OBJECT, find, form, false);
                            start.visitFieldInsn(Opcodes.PUTFIELD, OBJECT, "metaClass", "Lgroovy/lang/MetaClass;");
                        },
                        code);
            }
            default -> code;
        });
        expect(found[0] == 1, OBJECT + ".<init> calls " + find);
        expect(found[1] == 1, OBJECT + ".getMetaClass");
        return type;
    }

    /** Begins with a handle: of one without a target Java makes a handle that collects the arguments. */
    private static byte[] beginWithHandle(ClassReader reader) {
        String start = "(Ljava/lang/invoke/MethodType;)";
        String handle = "Ljava/lang/invoke/MethodHandle;";
        int[] found = {0};
        byte[] type = changed(reader, (method, form, code) -> new MethodVisitor(Opcodes.ASM9, code) {
            @Override
            public void visitMethodInsn(int opcode, String owner, String name, String of, boolean isInterface) {
                if (name.equals("<init>") && of.equals(start + "V")) {
                    found[0]++;
                    super.visitMethodInsn(Opcodes.INVOKESTATIC, FASTER, "unlinked", start + handle, false);
                    super.visitMethodInsn(opcode, owner, name, "(" + handle + ")V", isInterface);
                } else {
                    super.visitMethodInsn(opcode, owner, name, of, isInterface);
                }
            }
        });
        expect(found[0] == 1, SITE + " begins without a target");
        return type;
    }

    /** Makes no lambdas for the flags of a class that has none. */
    private static byte[] skipOtherClasses(ClassReader reader) {
        int[] found = {0};
        byte[] type = changed(reader, (method, form, code) -> {
            if (!method.equals("checkNumberOps") || !form.equals("(Ljava/lang/String;Ljava/lang/Class;)V")) {
                return code;
            }
            found[0]++;
            return after(
                    (start, flagged) -> {
                        start.visitVarInsn(Opcodes.ALOAD, 2);
                        start.visitMethodInsn(
                                Opcodes.INVOKESTATIC, FASTER, "hasNumberFlags", "(Ljava/lang/Class;)Z", false);
                        start.visitJumpInsn(Opcodes.IFNE, flagged);
                        start.visitInsn(Opcodes.RETURN);
                    },
                    code);
        });
        expect(found[0] == 1, NUMBERS + ".checkNumberOps");
        return type;
    }

    /**
     * Lists the packages of Java's modules when they are first asked for, and not when the class is loaded; a public member
     * of an exported package needs no list.
     */
    private static byte[] listPackagesLater(ClassReader reader) {
        Set<String> lists = Set.of("CONCEALED_PACKAGES_TO_OPEN", "EXPORTED_PACKAGES_TO_OPEN");
        Set<String> readers = Set.of("concealedPackageList", "exportedPackageList");
        ClassWriter out = new ClassWriter(reader, 0);
        int[] found = {0, 0, 0, 0};
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, out) {
                    @Override
                    public FieldVisitor visitField(
                            int access, String name, String descriptor, String signature, Object value) {
                        boolean isList = lists.contains(name);
                        found[0] += isList ? 1 : 0;
                        int changed = isList ? access & ~Opcodes.ACC_FINAL | Opcodes.ACC_VOLATILE : access;
                        return super.visitField(changed, name, descriptor, signature, value);
                    }

                    @Override
                    public MethodVisitor visitMethod(
                            int access, String method, String form, String signature, String[] exceptions) {
                        if (method.equals("<clinit>")) {
                            found[1]++;
                            MethodVisitor start = super.visitMethod(Opcodes.ACC_STATIC, method, form, null, null);
                            start.visitCode();
                            start.visitMethodInsn(Opcodes.INVOKESTATIC, JAVA_9, "modulesAvailable", "()Z", false);
                            start.visitFieldInsn(Opcodes.PUTSTATIC, JAVA_9, "MODULES_AVAILABLE", "Z");
                            start.visitInsn(Opcodes.RETURN);
                            start.visitMaxs(1, 0);
                            start.visitEnd();
                            int kind = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNCHRONIZED;
                            MethodVisitor listing = super.visitMethod(kind, "listPackages", form, null, null);
                            // The flag is set already.
                            return new MethodVisitor(Opcodes.ASM9, listing) {
                                @Override
                                public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
                                    if (opcode == Opcodes.PUTSTATIC && name.equals("MODULES_AVAILABLE")) {
                                        super.visitInsn(Opcodes.POP);
                                    } else {
                                        super.visitFieldInsn(opcode, owner, name, descriptor);
                                    }
                                }
                            };
                        }
                        MethodVisitor code = super.visitMethod(access, method, form, signature, exceptions);
                        if (method.equals("checkAccessible")) {
                            found[3]++;
                            return after(
                                    (begin, other) -> {
                                        begin.visitVarInsn(Opcodes.ALOAD, 2);
                                        begin.visitVarInsn(Opcodes.ILOAD, 3);
                                        begin.visitMethodInsn(
                                                Opcodes.INVOKESTATIC,
                                                FASTER,
                                                "isForAll",
                                                "(Ljava/lang/Class;I)Z",
                                                false);
                                        begin.visitJumpInsn(Opcodes.IFEQ, other);
                                        begin.visitInsn(Opcodes.ICONST_1);
                                        begin.visitInsn(Opcodes.IRETURN);
                                    },
                                    code);
                        }
                        if (!readers.contains(method)) {
                            return code;
                        }
                        found[2]++;
                        return after(
                                (begin, listed) -> {
                                    begin.visitFieldInsn(
                                            Opcodes.GETSTATIC,
                                            JAVA_9,
                                            "EXPORTED_PACKAGES_TO_OPEN",
                                            "Ljava/util/Map;");
                                    begin.visitJumpInsn(Opcodes.IFNONNULL, listed);
                                    begin.visitMethodInsn(Opcodes.INVOKESTATIC, JAVA_9, "listPackages", "()V", false);
                                },
                                code);
                    }
                },
                0);
        expect(found[0] == 2, JAVA_9 + " has two lists");
        expect(found[1] == 1, JAVA_9 + ".<clinit>");
        expect(found[2] == 2, JAVA_9 + " has two methods that read the lists");
        expect(found[3] == 1, JAVA_9 + ".checkAccessible");
        return out.toByteArray();
    }

    private static void expect(boolean isSo, String what) {
        if (!isSo) {
            throw new IllegalStateException("the library has changed, look at this change of its classes again: " + what);
        }
    }
}
