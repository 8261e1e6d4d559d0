package io.cometsh.lang;

import groovy.lang.GroovyClassLoader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The classes that a script was compiled to.
 *
 * @param main the name of the one that is run
 * @param classes their code by their names
 */
record CompiledScript(String main, Map<String, byte[]> classes) {
    /** Makes classes of it again, in a loader that finds them as the compiler's would. */
    Class<?> load(ClassLoader parent) throws ClassNotFoundException {
        return new Loader(parent, classes).loadClass(main);
    }

    byte[] toBytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(main);
            out.writeInt(classes.size());
            for (Map.Entry<String, byte[]> one : classes.entrySet()) {
                out.writeUTF(one.getKey());
                out.writeInt(one.getValue().length);
                out.write(one.getValue());
            }
        }
        return bytes.toByteArray();
    }

    static CompiledScript of(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            String main = in.readUTF();
            Map<String, byte[]> classes = new LinkedHashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                String name = in.readUTF();
                classes.put(name, in.readNBytes(in.readInt()));
            }
            return new CompiledScript(main, classes);
        }
    }

    /** What a script asks its class loader for, such as {@code parseClass}, it gets here too. */
    private static final class Loader extends GroovyClassLoader {
        private final Map<String, byte[]> classes;

        Loader(ClassLoader parent, Map<String, byte[]> classes) {
            super(parent, ScriptCompiler.configuration());
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] code = classes.get(name);
            return code == null ? super.findClass(name) : defineClass(name, code);
        }
    }
}
