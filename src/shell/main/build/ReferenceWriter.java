import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.doctree.ThrowsTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Writes what the shell's {@code :doc} shows, out of the Javadoc of what scripts can call, so that there is one source for both.
 * The build runs it with {@code java ReferenceWriter.java OUT SOURCE…}; a source is a file or a folder. It needs the sources alone.
 *
 * <p>A line is a key and its values, with tabs between; \\ \n \t stand for a backslash, a line end and a tab. A line {@code type}
 * begins a type, {@code member} one of its members, {@code form} one overload, and what follows belongs to the last begun.
 * Every member has an example: the Javadoc's own, or else calls made from the names of its parameters.
 */
final class ReferenceWriter {
    private static final String EXTENSIONS = "Extensions";
    private static final Set<String> OF_EVERY_OBJECT = Set.of("toString", "equals", "hashCode");
    private static final Set<String> OF_GROOVY = Set.of("methodMissing", "propertyMissing", "getAt", "asBoolean", "run");
    /** The methods of operators; without Javadoc, such a method only refuses. */
    private static final Set<String> OPERATORS = Set.of(
            "and", "or", "xor", "bitwiseNegate", "plus", "minus", "multiply", "div", "negative", "positive", "compareTo");

    /** Public for the program's own faces, not for scripts. */
    private static final Set<String> OURS = Set.of("Tables", "ApiOptions");
    /** The types of the services and of the wire that are neither records nor for the client's own use. */
    private static final Set<String> SEEN = Set.of(
            "AssetReader",
            "BulkProgress",
            "NamedList",
            "NotFoundException",
            "OverwriteStrategy",
            "PointReader",
            "PointSink",
            "ScannedPoint",
            "ReadInterruptedException",
            "RowReader",
            "WireNumber",
            "WireRecord");

    private static final Map<String, String> RECEIVERS = Map.ofEntries(
            Map.entry("Api", "api"),
            Map.entry("Experiment", "exp"),
            Map.entry("ExperimentList", "experiments"),
            Map.entry("QueryVariable", "Metric(\"loss\")"),
            Map.entry("QueryExpression", "(Metric(\"loss\") < 0.2)"),
            Map.entry("TimeSpan", "days(7)"),
            Map.entry("LoggedArtifact", "artifact"),
            Map.entry("LoggedArtifactAsset", "asset"));
    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("workspace", "\"demo\""),
            Map.entry("projectName", "\"digits\""),
            Map.entry("project", "\"digits\""),
            Map.entry("experiment", "\"mlp-seed3\""),
            Map.entry("experimentKey", "exp.key"),
            Map.entry("experimentKeys", "[exp.key]"),
            Map.entry("metric", "\"loss\""),
            Map.entry("metricName", "\"loss\""),
            Map.entry("parameter", "\"learning_rate\""),
            Map.entry("pattern", "\"mlp-.*\""),
            Map.entry("expression", "Metric(\"loss\") < 0.2"),
            Map.entry("query", "Metric(\"loss\") < 0.2"),
            Map.entry("type", "\"double\""),
            Map.entry("tag", "\"best\""),
            Map.entry("version", "\"1.0.0\""));

    private final DocTrees trees;
    private final StringBuilder out = new StringBuilder();
    /** The methods of extensions, by their receivers and names. */
    private final Map<String, Map<String, List<MethodTree>>> added = new LinkedHashMap<>();
    private final Map<MethodTree, TreePath> paths = new LinkedHashMap<>();

    private ReferenceWriter(DocTrees trees) {
        this.trees = trees;
    }

    public static void main(String[] args) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String source : List.of(args).subList(1, args.length)) {
            try (Stream<Path> files = Files.walk(Path.of(source))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .filter(file -> !file.endsWith("package-info.java"))
                        .sorted()
                        .forEach(sources::add);
            }
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException("this needs a JDK; the Java that runs Maven has no compiler");
        }
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            Iterable<? extends CompilationUnitTree> units = task.parse();
            ReferenceWriter writer = new ReferenceWriter(DocTrees.instance(task));
            units.forEach(writer::extensions);
            units.forEach(writer::unit);
            Path target = Path.of(args[0]);
            Files.createDirectories(target.getParent());
            Files.writeString(target, writer.out, UTF_8);
        }
    }

    private void line(String key, String... values) {
        out.append(key);
        for (String value : values) {
            out.append('\t')
                    .append(value.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t"));
        }
        out.append('\n');
    }

    /** What Groovy adds to our types: static methods whose first parameter is the object in front of the dot. */
    private void extensions(CompilationUnitTree unit) {
        for (Tree tree : unit.getTypeDecls()) {
            if (tree instanceof ClassTree type && type.getSimpleName().toString().endsWith(EXTENSIONS)) {
                for (Tree member : type.getMembers()) {
                    if (member instanceof MethodTree method && isSeen(type, method) && !method.getParameters().isEmpty()) {
                        added.computeIfAbsent(method.getParameters().get(0).getType().toString(), key -> new LinkedHashMap<>())
                                .computeIfAbsent(method.getName().toString(), key -> new ArrayList<>())
                                .add(method);
                        paths.put(method, new TreePath(new TreePath(new TreePath(unit), type), method));
                    }
                }
            }
        }
    }

    private void unit(CompilationUnitTree unit) {
        for (Tree tree : unit.getTypeDecls()) {
            if (tree instanceof ClassTree type
                    && !type.getSimpleName().toString().endsWith(EXTENSIONS)
                    && type.getModifiers().getFlags().contains(Modifier.PUBLIC)
                    && isSeenByScripts(type, unit.getPackageName().toString())) {
                type(new TreePath(new TreePath(unit), type), type, unit.getPackageName().toString());
            }
        }
    }

    private static boolean isSeenByScripts(ClassTree type, String packageName) {
        String name = type.getSimpleName().toString();
        return packageName.matches("io\\.cometsh\\.client\\.(service|wire)")
                ? SEEN.contains(name)
                        || type.getImplementsClause().stream()
                                .anyMatch(implemented -> implemented.toString().equals("WireRecord"))
                : !OURS.contains(name);
    }

    private void type(TreePath path, ClassTree type, String packageName) {
        String name = type.getSimpleName().toString();
        Comment comment = comment(path);
        line("type", name, packageName, kind(type));
        comment.write();
        comment.codes.stream().filter(code -> code.contains("\n")).findFirst().ifPresent(code -> line("example", code));
        if (type.getKind() == Tree.Kind.RECORD) {
            type.getMembers().stream()
                    .filter(VariableTree.class::isInstance)
                    .map(VariableTree.class::cast)
                    // The components are the fields that the compiler makes: private, final, not static.
                    .filter(field -> !field.getModifiers().getFlags().contains(Modifier.STATIC))
                    .forEach(field -> component(name, field, comment));
        }
        if (type.getKind() == Tree.Kind.ENUM) {
            type.getMembers().stream()
                    .filter(VariableTree.class::isInstance)
                    .filter(member -> trees.getDocCommentTree(new TreePath(path, member)) != null)
                    .forEach(member -> constant(path, name, (VariableTree) member));
        }
        Map<String, List<MethodTree>> methods = new LinkedHashMap<>();
        for (Tree member : type.getMembers()) {
            boolean refuses = member instanceof MethodTree method
                    && OPERATORS.contains(method.getName().toString())
                    && trees.getDocCommentTree(new TreePath(path, member)) == null;
            if (member instanceof MethodTree method && isSeen(type, method) && !refuses) {
                methods.computeIfAbsent(method.getName().toString(), key -> new ArrayList<>()).add(method);
                paths.put(method, new TreePath(path, method));
            }
            if (member instanceof VariableTree field
                    && type.getKind() != Tree.Kind.ENUM
                    && field.getModifiers().getFlags().containsAll(Set.of(Modifier.PUBLIC, Modifier.STATIC))) {
                constant(path, name, field);
            }
        }
        methods.forEach((method, forms) -> methods(name, method, forms));
        added.getOrDefault(name, Map.of()).forEach((method, forms) -> methods(name, method, forms));
    }

    private static String kind(ClassTree type) {
        return switch (type.getKind()) {
            case RECORD -> "record";
            case ENUM -> "enum";
            case INTERFACE -> "interface";
            default -> "class";
        };
    }

    private static boolean isSeen(ClassTree type, MethodTree method) {
        String name = method.getName().toString();
        boolean open = method.getModifiers().getFlags().contains(Modifier.PUBLIC)
                || type.getKind() == Tree.Kind.INTERFACE
                        && !method.getModifiers().getFlags().contains(Modifier.PRIVATE);
        boolean generated = type.getKind() == Tree.Kind.RECORD && name.equals("<init>");
        return open && !generated && !OF_EVERY_OBJECT.contains(name) && !OF_GROOVY.contains(name);
    }

    private void component(String owner, VariableTree field, Comment ofType) {
        String name = field.getName().toString();
        line("member", owner, name, "component");
        line("form", field.getType() + " " + name);
        String text = ofType.parameters.getOrDefault(name, "");
        line("text", text.isEmpty() ? sentence(name) : capital(text));
        line("returns", field.getType().toString(), "");
        line("example", receiver(owner) + "." + name);
    }

    /** The description of a component, from its name: {@code experimentKey} is "The experiment key." */
    private static String sentence(String name) {
        return "The " + name.replaceAll("([a-z0-9])([A-Z])", "$1 $2").toLowerCase() + ".";
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private void constant(TreePath type, String owner, VariableTree field) {
        String name = field.getName().toString();
        line("member", owner, name, "constant");
        line("form", name);
        Comment comment = comment(new TreePath(type, field));
        comment.write();
        line("example", comment.codeWith(code -> code.contains(name), owner.equals("Query") ? name : owner + "." + name));
    }

    private void methods(String owner, String name, List<MethodTree> forms) {
        forms.sort(Comparator.comparingInt(form -> form.getParameters().size()));
        boolean isStatic = forms.get(0).getModifiers().getFlags().contains(Modifier.STATIC) && !isExtension(forms.get(0));
        line("member", owner, name.equals("<init>") ? "new" : name, isStatic ? "static" : "method");
        boolean shown = forms.stream()
                .anyMatch(form -> comment(paths.get(form)).codeWith(shows(owner, form), null) != null);
        for (MethodTree form : forms) {
            form(paths.get(form), owner, name, form, shown ? "" : example(owner, name, form, isStatic));
        }
    }

    private boolean isExtension(MethodTree form) {
        return ((ClassTree) paths.get(form).getParentPath().getLeaf()).getSimpleName().toString().endsWith(EXTENSIONS);
    }

    /** The parameters as a call has them. */
    private List<? extends VariableTree> parameters(MethodTree form) {
        return form.getParameters().subList(isExtension(form) ? 1 : 0, form.getParameters().size());
    }

    /** Whether a piece of code shows this call: by its name, or a getter as a property. */
    private static Predicate<String> shows(String owner, MethodTree form) {
        String name = form.getName().toString();
        String call = (name.equals("<init>") ? owner : name) + "(";
        String property = name.matches("(get|is)[A-Z].*") && form.getParameters().isEmpty()
                ? Character.toLowerCase(name.replaceFirst("get|is", "").charAt(0))
                        + name.replaceFirst("(get|is).", "")
                : "";
        return code -> code.contains(call)
                || !property.isEmpty() && code.matches("(?s).*\\." + property + "\\b.*");
    }

    private void form(TreePath path, String owner, String name, MethodTree form, String made) {
        List<String> declared = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (VariableTree parameter : parameters(form)) {
            boolean several = parameter.toString().contains("...");
            String type = parameter.getType().toString();
            declared.add((several ? type.replaceFirst("\\[\\]$", "...") : type) + " " + parameter.getName());
            names.add(parameter.getName() + (several ? "..." : ""));
        }
        boolean constructor = name.equals("<init>");
        String head = constructor ? "new " + owner : form.getReturnType() + " " + name;
        line("form", (head + "(" + String.join(", ", declared) + ")").replaceAll("@\\w+ ", ""), String.join(",", names));
        Comment comment = comment(path);
        comment.write();
        for (VariableTree parameter : parameters(form)) {
            String description = comment.parameters.get(parameter.getName().toString());
            if (description != null) {
                line("param", parameter.getName().toString(), description);
            }
        }
        if (!constructor && !form.getReturnType().toString().equals("void")) {
            line("returns", form.getReturnType().toString(), comment.returns);
        }
        comment.errors.forEach((type, when) -> line("throws", type, when));
        line("example", comment.codeWith(shows(owner, form), made));
    }

    private static String receiver(String type) {
        return RECEIVERS.getOrDefault(type, Character.toLowerCase(type.charAt(0)) + type.substring(1));
    }

    private String example(String owner, String name, MethodTree form, boolean isStatic) {
        String arguments = parameters(form).stream().map(ReferenceWriter::value).collect(Collectors.joining(", "));
        if (name.equals("<init>")) {
            return "new " + owner + "(" + arguments + ")";
        }
        boolean words = Set.of("Query", "ScriptHelpers", "PlotHelpers", "CometScript").contains(owner);
        return (words ? "" : (isStatic ? owner : receiver(owner)) + ".") + name + "(" + arguments + ")";
    }

    private static String value(VariableTree parameter) {
        String name = parameter.getName().toString();
        String type = parameter.getType().toString();
        if (name.equals("name") && type.equals("Object")) {
            return "\"loss\"";
        }
        if (type.matches("String|Object|QueryExpression|List<String>|Collection<String>") && VALUES.containsKey(name)) {
            return VALUES.get(name);
        }
        if (type.matches("int|long|Integer|Long")) {
            return "10";
        }
        if (type.matches("double|float|Double|Number")) {
            return "0.5";
        }
        if (type.matches("boolean|Boolean")) {
            return "true";
        }
        if (type.startsWith("Map")) {
            return "[name: \"value\"]";
        }
        if (type.matches("(List|Collection|Iterable)<.*")) {
            return "[\"a\", \"b\"]";
        }
        if (type.equals("Path") || name.matches("folder|file|path|outputPath|outputDir")) {
            return "\"out\"";
        }
        return type.matches("String|Object|CharSequence") ? "\"" + name + "\"" : name;
    }

    private Comment comment(TreePath path) {
        Comment comment = new Comment();
        DocCommentTree tree = trees.getDocCommentTree(path);
        if (tree != null) {
            comment.read(tree);
        }
        return comment;
    }

    /** A documentation comment as plain text, code between backquotes. */
    private final class Comment {
        private final Map<String, String> parameters = new LinkedHashMap<>();
        private final Map<String, String> errors = new LinkedHashMap<>();
        private final List<String> codes = new ArrayList<>();
        private String text = "";
        private String returns = "";
        private String endpoint = "";

        void read(DocCommentTree tree) {
            text = plain(tree.getFullBody());
            for (DocTree block : tree.getBlockTags()) {
                if (block instanceof ParamTree parameter && !parameter.isTypeParameter()) {
                    parameters.put(parameter.getName().toString(), plain(parameter.getDescription()));
                } else if (block instanceof ReturnTree answer) {
                    returns = plain(answer.getDescription());
                } else if (block instanceof ThrowsTree error) {
                    String type = error.getExceptionName().toString();
                    errors.put(type.substring(type.lastIndexOf('.') + 1), plain(error.getDescription()));
                }
            }
            List<String> kept = new ArrayList<>();
            for (String paragraph : text.split("\n\n")) {
                int at = Math.max(paragraph.indexOf("Endpoint: "), paragraph.indexOf("Endpoints: "));
                if (at >= 0) {
                    endpoint = paragraph.substring(paragraph.indexOf(": ", at) + 2).strip()
                            .replaceFirst("\\.$", "")
                            .replace("`", "");
                    paragraph = paragraph.substring(0, at).strip();
                }
                if (!paragraph.isBlank()) {
                    kept.add(paragraph);
                }
            }
            text = String.join("\n\n", kept);
        }

        String codeWith(Predicate<String> shows, String otherwise) {
            return codes.stream().filter(shows).findFirst().orElse(otherwise);
        }

        void write() {
            line("text", text);
            if (!endpoint.isEmpty()) {
                line("endpoint", endpoint);
            }
        }

        private String plain(List<? extends DocTree> parts) {
            StringBuilder plain = new StringBuilder();
            boolean block = false;
            for (DocTree part : parts) {
                if (part instanceof TextTree words) {
                    // Lines of the source are no lines of the text.
                    plain.append(words.getBody().replaceAll("\\s+", " "));
                } else if (part instanceof LiteralTree literal) {
                    String code = literal.getBody().getBody();
                    String kept = block ? code.stripIndent().strip() : code.replaceAll("\\s+", " ").strip();
                    boolean isCode = literal.getKind() == DocTree.Kind.CODE;
                    if (isCode) {
                        codes.add(kept);
                    }
                    if (!block) {
                        plain.append(isCode ? "`" + kept + "`" : kept);
                    }
                } else if (part instanceof LinkTree link) {
                    String target = link.getReference().getSignature().replaceAll("\\(.*", "");
                    String label = plain(link.getLabel());
                    plain.append(label.isEmpty() ? "`" + shortened(target) + "`" : label);
                } else if (part instanceof StartElementTree element) {
                    String tag = element.getName().toString().toLowerCase();
                    block = tag.equals("pre");
                    plain.append(
                            switch (tag) {
                                case "p", "pre", "ul", "ol" -> "\n\n";
                                case "li" -> "\n- ";
                                default -> "";
                            });
                } else if (part instanceof EntityTree entity) {
                    plain.append(
                            switch (entity.getName().toString()) {
                                case "lt" -> "<";
                                case "gt" -> ">";
                                case "amp" -> "&";
                                default -> "";
                            });
                } else if (part.getKind() == DocTree.Kind.END_ELEMENT) {
                    block = false;
                }
            }
            return Arrays.stream(plain.toString().split("\n"))
                    .map(String::strip)
                    .collect(Collectors.joining("\n"))
                    .replaceAll("\n{3,}", "\n\n")
                    .strip();
        }

        private static String shortened(String reference) {
            String[] parts = reference.split("#", 2);
            String type = parts[0].substring(parts[0].lastIndexOf('.') + 1);
            return parts.length == 1 ? type : type.isEmpty() ? parts[1] : type + "." + parts[1];
        }
    }
}
