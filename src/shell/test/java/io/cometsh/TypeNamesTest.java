package io.cometsh;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A simple name belongs to one type in all modules, so that a reader who knows a name knows the type.
 *
 * <p>A nested type is written with its outer type ({@code QueryPlan.Form}) everywhere outside its file, so the two names
 * together tell it apart. One that a file imports on its own is written like any other type, and counts as one.
 */
@Tag("slow")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TypeNamesTest {
    /**
     * What the server describes a second time: it shares no code with the client, and both call what is on the wire by its
     * name there.
     */
    private static final Set<String> TWINS_OF_THE_SERVER =
            Set.of("Column", "MetricPoint", "Numbers", "Operator", "ProjectColumns", "Source", "SystemDetails");

    private static final String SERVER = "io.cometsh.server.";

    /** @param name the qualified name of its outermost type, and the names of the nested ones */
    private record Type(String packageName, String name, boolean alone) {
        String simpleName() {
            return name.substring(name.lastIndexOf('.') + 1);
        }

        boolean isServer() {
            return (packageName + '.').startsWith(SERVER);
        }
    }

    @Test
    void a_simple_name_stands_for_one_type() throws IOException {
        Map<String, List<Type>> bySimpleName = bySimpleName();
        assertThat(bySimpleName).hasSizeGreaterThan(500);
        Map<String, List<Type>> shared = new TreeMap<>(bySimpleName);
        shared.values().removeIf(types -> types.size() < 2 || types.stream().noneMatch(Type::alone));
        shared.entrySet().removeIf(entry -> TWINS_OF_THE_SERVER.contains(entry.getKey()) && areTwins(entry.getValue()));
        assertThat(shared)
                .as("rename one of the types; a nested one may also be written with its outer type and not imported")
                .isEmpty();
    }

    @Test
    void every_twin_of_the_server_has_its_other_half() throws IOException {
        Map<String, List<Type>> bySimpleName = bySimpleName();
        assertThat(TWINS_OF_THE_SERVER)
                .allSatisfy(name ->
                        assertThat(areTwins(bySimpleName.get(name))).as(name).isTrue());
    }

    private static boolean areTwins(List<Type> types) {
        return types.size() == 2 && types.get(0).isServer() != types.get(1).isServer();
    }

    private static Map<String, List<Type>> bySimpleName() throws IOException {
        List<Type> types = new ArrayList<>();
        Set<String> imported = new HashSet<>();
        for (CompilationUnitTree unit : units()) {
            if (unit.getPackageName() == null) {
                continue;
            }
            String packageName = unit.getPackageName().toString();
            for (ImportTree line : unit.getImports()) {
                imported.add(line.getQualifiedIdentifier().toString());
            }
            new TreePathScanner<Void, Deque<String>>() {
                @Override
                public Void visitClass(ClassTree type, Deque<String> outer) {
                    if (type.getSimpleName().isEmpty()
                            || type.getModifiers().getFlags().contains(Modifier.PRIVATE)) {
                        return null;
                    }
                    outer.addLast(type.getSimpleName().toString());
                    types.add(new Type(packageName, packageName + '.' + String.join(".", outer), outer.size() == 1));
                    super.visitClass(type, outer);
                    outer.removeLast();
                    return null;
                }
            }.scan(unit, new ArrayDeque<>());
        }
        return types.stream()
                .map(type -> imported.contains(type.name()) ? new Type(type.packageName(), type.name(), true) : type)
                .collect(Collectors.groupingBy(Type::simpleName, TreeMap::new, Collectors.toList()));
    }

    private static Iterable<? extends CompilationUnitTree> units() throws IOException {
        var javac = ToolProvider.getSystemJavaCompiler();
        Set<Path> files = new TreeSet<>();
        try (Stream<Path> modules = Files.list(Path.of("src"))) {
            for (Path module : modules.map(folder -> folder.resolve("main/java/io"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> found = Files.walk(module)) {
                    found.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
                }
            }
        }
        var manager = javac.getStandardFileManager(null, null, null);
        return ((JavacTask) javac.getTask(null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files)))
                .parse();
    }
}
