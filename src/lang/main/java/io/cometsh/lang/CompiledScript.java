package io.cometsh.lang;

import groovy.lang.GroovyClassLoader;
import groovy.lang.GroovyCodeSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.control.CompilerConfiguration;

/**
 * The classes that a script was compiled to.
 *
 * @param main the name of the one that is run
 * @param classes their code by their names
 */
record CompiledScript(String main, Map<String, byte[]> classes) {
    /** Loads the classes again, in a loader that finds them as the compiler's would. */
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

    /**
     * Defines the classes of the script and loads nothing of the compiler, until the script itself asks for it, as with
     * {@code parseClass}.
     */
    private static final class Loader extends GroovyClassLoader {
        private static final CompilerConfiguration PLAIN = new CompilerConfiguration() {
            /** Groovy's own method asks every library for more endings, when a class is not found. */
            @Override
            public Set<String> getScriptExtensions() {
                return Set.of(getDefaultScriptExtension());
            }
        };

        static {
            PLAIN.setSourceEncoding(StandardCharsets.UTF_8.name());
        }

        private final Map<String, byte[]> classes;
        private GroovyClassLoader compiler;

        Loader(ClassLoader parent, Map<String, byte[]> classes) {
            super(parent, PLAIN);
            this.classes = classes;
        }

        @Override
        public Class<?> parseClass(GroovyCodeSource source, boolean shouldCache) {
            return compiler().parseClass(source, shouldCache);
        }

        private synchronized GroovyClassLoader compiler() {
            if (compiler == null) {
                compiler = new GroovyClassLoader(this, ScriptCompiler.configuration()) {
                    @Override
                    protected void setClassCacheEntry(@SuppressWarnings("rawtypes") Class type) {
                        super.setClassCacheEntry(type);
                        Loader.this.setClassCacheEntry(type);
                    }
                };
            }
            return compiler;
        }

        /** The parents would look through every library for a class of the script. */
        @Override
        public Class<?> loadClass(String name, boolean lookup, boolean preferClass, boolean resolve)
                throws ClassNotFoundException {
            if (isBeanDescription(name, "BeanInfo") || isBeanDescription(name, "Customizer")) {
                throw new ClassNotFoundException(name);
            }
            if (!classes.containsKey(name)) {
                return super.loadClass(name, lookup, preferClass, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }

        /** Java's Introspector asks for these of each class whose properties are read. */
        private boolean isBeanDescription(String name, String ending) {
            return name.endsWith(ending)
                    && !classes.containsKey(name)
                    && classes.containsKey(name.substring(0, name.length() - ending.length()));
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] code = classes.get(name);
            return code == null ? super.findClass(name) : defineClass(name, code);
        }
    }
}
