package io.cometsh.lang;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.ImportNode;
import org.codehaus.groovy.ast.ModuleNode;

/** The imports of a session: an input's imports, once it compiled, are available to the next inputs. */
final class SessionImports {
    enum Kind {
        CLASS,
        PACKAGE,
        STATIC,
        STATIC_ALL
    }

    /** An import without its syntax tree, which belongs to the compilation that read it. */
    record Saved(Kind kind, String owner, String field, String alias) {
        String text() {
            return switch (kind) {
                case CLASS -> "import " + owner + as(simpleName(owner));
                case PACKAGE -> "import " + owner + "*";
                case STATIC -> "import static " + owner + "." + field + as(field);
                case STATIC_ALL -> "import static " + owner + ".*";
            };
        }

        private String as(String plain) {
            return alias.equals(plain) ? "" : " as " + alias;
        }

        private static String simpleName(String name) {
            return name.substring(name.lastIndexOf('.') + 1);
        }

        /** What a later import of the same kind and this key replaces. */
        String key() {
            return kind + " " + (alias == null ? owner : alias);
        }
    }

    private static final Set<String> OURS = Set.of(Query.class.getName(), CometScript.class.getName());

    /** Whether it is one that every script has without being asked. */
    private static boolean isOurs(Saved one) {
        return OURS.contains(one.owner()) || one.owner().equals(ClassImports.TYPES.get(one.alias()));
    }

    private final Map<String, Saved> saved = new LinkedHashMap<>();

    /** The imports as source lines, e.g. {@code import java.util.concurrent.*}. */
    synchronized List<String> lines() {
        return saved.values().stream().map(Saved::text).toList();
    }

    synchronized void clear() {
        saved.clear();
    }

    /** What the module imports itself. To be read before {@link #addTo}. */
    static Map<String, Saved> of(ModuleNode module) {
        List<Saved> found = new ArrayList<>();
        for (ImportNode node : module.getImports()) {
            found.add(new Saved(Kind.CLASS, node.getClassName(), null, node.getAlias()));
        }
        for (ImportNode node : module.getStarImports()) {
            found.add(new Saved(Kind.PACKAGE, node.getPackageName(), null, null));
        }
        for (ImportNode node : module.getStaticImports().values()) {
            found.add(new Saved(Kind.STATIC, node.getClassName(), node.getFieldName(), node.getAlias()));
        }
        for (ImportNode node : module.getStaticStarImports().values()) {
            found.add(new Saved(Kind.STATIC_ALL, node.getClassName(), null, null));
        }
        Map<String, Saved> byKey = new LinkedHashMap<>();
        found.stream().filter(one -> !isOurs(one)).forEach(one -> byKey.put(one.key(), one));
        return byKey;
    }

    /** Gives the imports of earlier inputs to a module, except where it imports the same name itself. */
    synchronized void addTo(ModuleNode module, Map<String, Saved> own) {
        for (Map.Entry<String, Saved> one : saved.entrySet()) {
            if (!own.containsKey(one.getKey())) {
                add(module, one.getValue());
            }
        }
    }

    private static void add(ModuleNode module, Saved one) {
        ClassNode type = one.kind() == Kind.PACKAGE ? null : ClassHelper.make(one.owner());
        switch (one.kind()) {
            case CLASS -> module.addImport(one.alias(), type);
            case PACKAGE -> module.addStarImport(one.owner());
            case STATIC -> module.addStaticImport(type, one.field(), one.alias());
            case STATIC_ALL -> module.addStaticStarImport(one.owner(), type);
            default -> throw new IllegalStateException();
        }
    }

    synchronized void commit(Map<String, Saved> own) {
        for (Map.Entry<String, Saved> one : own.entrySet()) {
            // Taken out first, so that the newest is last.
            saved.remove(one.getKey());
            saved.put(one.getKey(), one.getValue());
        }
    }
}
