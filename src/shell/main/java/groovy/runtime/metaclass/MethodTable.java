package groovy.runtime.metaclass;

import groovy.lang.MetaMethod;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.codehaus.groovy.reflection.CachedClass;
import org.codehaus.groovy.reflection.CachedMethod;
import org.codehaus.groovy.reflection.GeneratedMetaMethod;
import org.codehaus.groovy.reflection.ReflectionCache;
import org.codehaus.groovy.runtime.metaclass.NewInstanceMetaMethod;
import org.codehaus.groovy.runtime.metaclass.NewStaticMetaMethod;

/**
 * The methods that Groovy and the extension modules add to classes, as {@link MethodTableWriter} found them when the
 * program was built.
 *
 * <p>The table is one text, in a generated class, since a class comes out of the class archive and a file out of the jar. A
 * character is a number, or belongs to the texts that the numbers refer to: first the number of texts and the length of
 * each, then the texts, then the modules with their versions, then the classes with the place of their methods.
 */
final class MethodTable {
    /** The name of the generated class. */
    static final String TEXT = "groovy.runtime.metaclass.MethodTableText";

    /** A method of Groovy for which it has generated a class. */
    static final int GENERATED = 0;

    /** A method that is a class of its own. */
    static final int CLASS = 1;

    /** A static method that extends the objects of a class. */
    static final int INSTANCE = 2;

    /** A static method that extends a class. */
    static final int STATIC = 3;

    /** The name of a generated class, without its number. */
    static final String GENERATED_NAME = "org/codehaus/groovy/runtime/dgm$";

    private static final ClassLoader LOADER = MethodTable.class.getClassLoader();

    private final String table;
    private final String[] texts;
    private final Class<?>[] types;
    private final List<String[]> modules = new ArrayList<>();
    private final Map<String, Integer> places;
    private final Set<String> started = new HashSet<>();
    private final List<MetaMethod> added = new ArrayList<>();
    private int position;

    private MethodTable(String table) {
        this.table = table;
        texts = new String[next()];
        types = new Class<?>[texts.length];
        int at = 1 + texts.length;
        for (int i = 0; i < texts.length; i++) {
            int end = at + next();
            texts[i] = table.substring(at, end);
            at = end;
        }
        position = at;
        for (int left = next(); left > 0; left--) {
            modules.add(new String[] {text(), text()});
        }
        int classes = next();
        places = new ConcurrentHashMap<>(2 * classes);
        for (int left = classes; left > 0; left--) {
            places.put(text(), next() << 16 | next());
        }
    }

    /** Null where the program was built without one. */
    static MethodTable read() {
        try {
            Object text = Class.forName(TEXT).getConstructor().newInstance();
            return new MethodTable((String) ((Supplier<?>) text).get());
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    List<String[]> modules() {
        return modules;
    }

    private int next() {
        return table.charAt(position++);
    }

    private String text() {
        return texts[next()];
    }

    /** From now on, has every class given its methods. A class that another thread asks for meanwhile waits. */
    synchronized void start() {
        ReflectionCache.addMethodsBy(this::addTo);
    }

    /** Gives a class its methods, once. */
    private void addTo(CachedClass known) {
        String name = known.getTheClass().getName();
        if (places.containsKey(name)) {
            add(name, known);
        }
    }

    private synchronized void add(String name, CachedClass known) {
        // A second thread waits for the first one; the methods of a class may be about the class itself.
        if (places.containsKey(name) && load(name) == known.getTheClass() && started.add(name)) {
            List<MetaMethod> methods = methodsOf(known, places.get(name));
            known.setNewMopMethods(methods);
            added.addAll(methods);
            places.remove(name);
        }
    }

    /** All methods, also of classes that were not used yet. */
    synchronized List<MetaMethod> all() {
        for (String name : Set.copyOf(places.keySet())) {
            ReflectionCache.getCachedClass(load(name));
        }
        return added;
    }

    private List<MetaMethod> methodsOf(CachedClass known, int place) {
        int before = position;
        position = place;
        int count = next();
        List<MetaMethod> methods = new ArrayList<>(count);
        int[][] rows = new int[count][];
        for (int i = 0; i < count; i++) {
            rows[i] = new int[next()];
            for (int j = 0; j < rows[i].length; j++) {
                rows[i][j] = next();
            }
        }
        position = before;
        for (int[] row : rows) {
            MetaMethod method = method(known, row);
            if (method != null) {
                methods.add(method);
            }
        }
        return methods;
    }

    /** Null where this Java has not all of its types. */
    private MetaMethod method(CachedClass known, int... row) {
        try {
            if (row[0] == CLASS) {
                return (MetaMethod) type(row[1]).getDeclaredConstructor().newInstance();
            }
            String name = texts[row[2]];
            Class<?>[] parameters = new Class<?>[row.length - 4];
            for (int i = 0; i < parameters.length; i++) {
                parameters[i] = type(row[i + 4]);
            }
            if (row[0] == GENERATED) {
                return new GeneratedMetaMethod.Proxy(GENERATED_NAME + row[1], name, known, type(row[3]), parameters);
            }
            Class<?> owner = type(row[1]);
            CachedMethod method =
                    new CachedMethod(ReflectionCache.getCachedClass(owner), owner.getMethod(name, parameters));
            return row[0] == INSTANCE ? new NewInstanceMetaMethod(method) : new NewStaticMetaMethod(method);
        } catch (ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }

    private Class<?> type(int text) throws ClassNotFoundException {
        if (types[text] == null) {
            types[text] = load(texts[text]);
            if (types[text] == null) {
                throw new ClassNotFoundException(texts[text]);
            }
        }
        return types[text];
    }

    /** Null where there is no such class. */
    static Class<?> load(String name) {
        return switch (name) {
            case "boolean" -> boolean.class;
            case "char" -> char.class;
            case "byte" -> byte.class;
            case "short" -> short.class;
            case "int" -> int.class;
            case "long" -> long.class;
            case "float" -> float.class;
            case "double" -> double.class;
            case "void" -> void.class;
            default -> {
                try {
                    yield Class.forName(name, false, LOADER);
                } catch (ClassNotFoundException | LinkageError e) {
                    yield null;
                }
            }
        };
    }
}
