package io.cometsh.lang;

import io.cometsh.lang.SessionInput.Definition;
import io.cometsh.lang.SessionInput.Edit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.ConstructorNode;
import org.codehaus.groovy.ast.FieldNode;
import org.codehaus.groovy.ast.GenericsType;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ArrayExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.CastExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.EmptyExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PostfixExpression;
import org.codehaus.groovy.ast.expr.PrefixExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.CatchStatement;
import org.codehaus.groovy.ast.stmt.DoWhileStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.ast.stmt.IfStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.ast.stmt.SwitchStatement;
import org.codehaus.groovy.ast.stmt.TryCatchStatement;
import org.codehaus.groovy.ast.stmt.WhileStatement;
import org.codehaus.groovy.syntax.Types;

/**
 * Reads from the syntax tree of one input which names it makes, changes and needs. In doubt a name counts as needed and a
 * variable as changed: a script that does too much gives the same result, one that does too little does not.
 */
final class InputReader extends CodeVisitorSupport {
    /** Methods that leave their object as it was. */
    private static final Pattern READS = Pattern.compile(
            "(get|is|has|find|collect|count|sum|min|max|size|any|every|contains"
                    + "|first|last|take|drop|group|index|join|inject|to|as|with|each|format|substring|split|head|tail|init|intersect"
                    + "|plus|minus|multiply|div|mod|equals|compareTo|hashCode|keySet|values|entrySet|keys|query|search|explain|gen|print|table|csv|plot)([A-Z_].*)?");

    private final SourceText source;
    private final Set<String> assigned = new LinkedHashSet<>();
    private final Set<String> changed = new LinkedHashSet<>();
    private final Map<String, Definition> methods = new LinkedHashMap<>();
    private final Map<String, Definition> classes = new LinkedHashMap<>();
    private final List<Edit> edits = new ArrayList<>();
    private Set<String> needed = new LinkedHashSet<>();
    private final Deque<Set<String>> locals = new ArrayDeque<>();
    private final Deque<String> closureOwners = new ArrayDeque<>();
    /** How deep in what may run not at all, several times, or later. */
    private int depth;

    private InputReader(SourceText source) {
        this.source = source;
    }

    /** To be called before the declarations of the module are rewritten. */
    static SessionInput read(ModuleNode module, String code, Map<String, SessionImports.Saved> imports) {
        InputReader reader = new InputReader(new SourceText(code));
        Set<String> ofStatements = reader.needed;
        List<Statement> statements = module.getStatementBlock().getStatements();
        for (Statement statement : statements) {
            reader.topLevel(statement);
        }
        module.getMethods().forEach(reader::method);
        module.getClasses().stream()
                .filter(type -> !type.isScript()
                        && type.getOuterClass() == null
                        && !type.getName().contains("$"))
                .forEach(reader::classDefinition);
        Set<String> names = new LinkedHashSet<>();
        imports.values().forEach(one -> {
            if (one.alias() != null) {
                names.add(one.alias());
            }
        });
        boolean all = imports.values().stream().anyMatch(one -> one.alias() == null);
        Statement last = statements.isEmpty() ? null : statements.get(statements.size() - 1);
        return new SessionInput(
                code,
                reader.assigned,
                reader.changed,
                ofStatements,
                reader.methods,
                reader.classes,
                names,
                all,
                reader.edits,
                last == null ? 0 : reader.source.start(last),
                false);
    }

    private void topLevel(Statement statement) {
        if (statement instanceof ExpressionStatement expression
                && expression.getExpression() instanceof DeclarationExpression declaration) {
            declared(declaration);
        } else {
            statement.visit(this);
        }
    }

    /** {@code def x = 1} in a session is what {@code x = 1} is in a script: known to methods, and it may come twice. */
    private void declared(DeclarationExpression declaration) {
        Expression left = declaration.getLeftExpression();
        Expression right = declaration.getRightExpression();
        boolean valued = !(right instanceof EmptyExpression);
        right.visit(this);
        List<Expression> names = left instanceof TupleExpression tuple ? tuple.getExpressions() : List.of(left);
        for (Expression name : names) {
            if (name instanceof VariableExpression variable) {
                assigned.add(variable.getName());
                mention(variable.getOriginType());
            }
        }
        int from = source.start(declaration);
        if (left instanceof VariableExpression variable) {
            ClassNode type = variable.getOriginType();
            boolean typed = !variable.isDynamicTyped();
            String value = valued ? source.of(right) : zero(type);
            String written = typeText(declaration, variable);
            String cast = typed && valued && !written.isEmpty() ? "(" + written + ") (" + value + ")" : value;
            edits.add(new Edit(from, source.end(declaration), variable.getName() + " = " + cast));
        } else {
            String all = names.stream()
                    .map(name -> ((VariableExpression) name).getName())
                    .collect(Collectors.joining(", "));
            edits.add(new Edit(from, source.end(declaration), "(" + all + ") = " + (valued ? source.of(right) : "[]")));
        }
    }

    /** As the user wrote it; empty for {@code def}. */
    private String typeText(DeclarationExpression declaration, VariableExpression variable) {
        return source.between(declaration, variable)
                .replaceAll("\\b(final|def|var)\\b", "")
                .strip();
    }

    private static String zero(ClassNode type) {
        if (!ClassHelper.isPrimitiveType(type)) {
            return "null";
        }
        return ClassHelper.isPrimitiveBoolean(type) ? "false" : "(" + type.getName() + ") 0";
    }

    private void method(MethodNode method) {
        if (method.getLineNumber() < 1) {
            return;
        }
        String key = method.getName()
                + Arrays.stream(method.getParameters())
                        .map(parameter -> parameter.getType().getName())
                        .toList();
        Set<String> ofMethod = apart(() -> body(method));
        methods.put(key, new Definition(method.getName(), key, source.start(method), source.end(method), ofMethod));
    }

    private Set<String> apart(Runnable visit) {
        Set<String> before = needed;
        needed = new LinkedHashSet<>();
        depth++;
        visit.run();
        depth--;
        Set<String> found = needed;
        needed = before;
        return found;
    }

    private void body(MethodNode method) {
        locals.push(parameterNames(method.getParameters()));
        mention(method.getReturnType());
        for (Parameter parameter : method.getParameters()) {
            mention(parameter.getType());
            if (parameter.hasInitialExpression()) {
                parameter.getInitialExpression().visit(this);
            }
        }
        if (method.getCode() != null) {
            method.getCode().visit(this);
        }
        locals.pop();
    }

    private static Set<String> parameterNames(Parameter... parameters) {
        Set<String> names = new HashSet<>();
        for (Parameter parameter : parameters == null ? Parameter.EMPTY_ARRAY : parameters) {
            names.add(parameter.getName());
        }
        return names;
    }

    private void classDefinition(ClassNode type) {
        Set<String> ofClass = apart(() -> {
            mention(type.getUnresolvedSuperClass());
            for (ClassNode one : type.getUnresolvedInterfaces()) {
                mention(one);
            }
            for (FieldNode field : type.getFields()) {
                mention(field.getType());
                if (field.getInitialExpression() != null) {
                    field.getInitialExpression().visit(this);
                }
            }
            type.getProperties().forEach(property -> {
                if (property.getInitialExpression() != null) {
                    property.getInitialExpression().visit(this);
                }
            });
            type.getMethods().forEach(this::body);
            for (ConstructorNode constructor : type.getDeclaredConstructors()) {
                body(constructor);
            }
        });
        ofClass.remove(type.getName());
        classes.put(
                type.getName(),
                new Definition(type.getName(), type.getName(), source.start(type), source.end(type), ofClass));
    }

    private void mention(ClassNode type) {
        if (type == null) {
            return;
        }
        ClassNode element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        String name = element.getUnresolvedName();
        need(name.contains(".") ? name.substring(0, name.indexOf('.')) : name);
        GenericsType[] generics = element.getGenericsTypes();
        if (generics != null) {
            for (GenericsType one : generics) {
                if (!one.isPlaceholder() && !one.isWildcard()) {
                    mention(one.getType());
                }
            }
        }
    }

    private void need(String name) {
        if (locals.stream().noneMatch(scope -> scope.contains(name))) {
            needed.add(name);
        }
    }

    private void change(String name) {
        if (name != null && locals.stream().noneMatch(scope -> scope.contains(name))) {
            needed.add(name);
            changed.add(name);
        }
    }

    /** The variable in which a chain of members begins: {@code x} of {@code x.y[0].z()}. */
    private String root(Expression expression) {
        Expression at = expression;
        while (true) {
            if (at instanceof PropertyExpression property) {
                at = property.getObjectExpression();
            } else if (at instanceof MethodCallExpression call && !call.isImplicitThis()) {
                at = call.getObjectExpression();
            } else if (at instanceof BinaryExpression binary
                    && binary.getOperation().getType() == Types.LEFT_SQUARE_BRACKET) {
                at = binary.getLeftExpression();
            } else {
                break;
            }
        }
        if (!(at instanceof VariableExpression variable)) {
            return null;
        }
        // Inside of a closure its argument is an element of what the closure was handed to.
        boolean local = locals.stream().anyMatch(scope -> scope.contains(variable.getName()));
        return local && !closureOwners.isEmpty() ? closureOwners.peek() : variable.getName();
    }

    @Override
    public void visitVariableExpression(VariableExpression variable) {
        if (!variable.isThisExpression() && !variable.isSuperExpression()) {
            need(variable.getName());
        }
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        String owner = call.isImplicitThis() ? null : root(call.getObjectExpression());
        if (call.isImplicitThis()) {
            if (call.getMethodAsString() != null) {
                need(call.getMethodAsString());
            }
        } else {
            call.getObjectExpression().visit(this);
            if (call.getMethodAsString() == null
                    || !READS.matcher(call.getMethodAsString()).matches()) {
                change(owner);
            }
        }
        call.getMethod().visit(this);
        if (owner != null) {
            closureOwners.push(owner);
        }
        call.getArguments().visit(this);
        if (owner != null) {
            closureOwners.pop();
        }
    }

    @Override
    public void visitConstructorCallExpression(ConstructorCallExpression call) {
        mention(call.getType());
        super.visitConstructorCallExpression(call);
    }

    @Override
    public void visitClassExpression(ClassExpression expression) {
        mention(expression.getType());
    }

    @Override
    public void visitCastExpression(CastExpression expression) {
        mention(expression.getType());
        super.visitCastExpression(expression);
    }

    @Override
    public void visitArrayExpression(ArrayExpression expression) {
        mention(expression.getElementType());
        super.visitArrayExpression(expression);
    }

    @Override
    public void visitDeclarationExpression(DeclarationExpression declaration) {
        declaration.getRightExpression().visit(this);
        Expression left = declaration.getLeftExpression();
        for (Expression name : left instanceof TupleExpression tuple ? tuple.getExpressions() : List.of(left)) {
            if (name instanceof VariableExpression variable) {
                mention(variable.getOriginType());
                if (locals.isEmpty()) {
                    locals.push(new HashSet<>());
                }
                locals.peek().add(variable.getName());
            }
        }
    }

    @Override
    public void visitBinaryExpression(BinaryExpression binary) {
        int operator = binary.getOperation().getType();
        Expression left = binary.getLeftExpression();
        if (Types.ofType(operator, Types.ASSIGNMENT_OPERATOR)) {
            binary.getRightExpression().visit(this);
            boolean whole = operator == Types.EQUAL && depth == 0;
            for (Expression target : left instanceof TupleExpression tuple ? tuple.getExpressions() : List.of(left)) {
                assign(target, whole);
            }
            return;
        }
        if (operator == Types.LEFT_SHIFT) {
            change(root(left));
        }
        super.visitBinaryExpression(binary);
    }

    private void assign(Expression target, boolean whole) {
        if (target instanceof VariableExpression variable) {
            boolean local = locals.stream().anyMatch(scope -> scope.contains(variable.getName()));
            if (whole && !local) {
                assigned.add(variable.getName());
            } else {
                change(variable.getName());
            }
        } else {
            target.visit(this);
            change(root(target));
        }
    }

    @Override
    public void visitPostfixExpression(PostfixExpression expression) {
        change(root(expression.getExpression()));
        super.visitPostfixExpression(expression);
    }

    @Override
    public void visitPrefixExpression(PrefixExpression expression) {
        change(root(expression.getExpression()));
        super.visitPrefixExpression(expression);
    }

    private void maybe(Runnable visit) {
        depth++;
        locals.push(new HashSet<>());
        visit.run();
        locals.pop();
        depth--;
    }

    @Override
    public void visitClosureExpression(ClosureExpression closure) {
        maybe(() -> {
            locals.peek().addAll(parameterNames(closure.getParameters()));
            if (closure.getParameters() != null && closure.getParameters().length == 0) {
                locals.peek().add("it");
            }
            super.visitClosureExpression(closure);
        });
    }

    @Override
    public void visitBlockStatement(BlockStatement block) {
        locals.push(new HashSet<>());
        super.visitBlockStatement(block);
        locals.pop();
    }

    @Override
    public void visitIfElse(IfStatement statement) {
        maybe(() -> super.visitIfElse(statement));
    }

    @Override
    public void visitForLoop(ForStatement loop) {
        maybe(() -> {
            for (Parameter parameter : new Parameter[] {loop.getIndexVariable(), loop.getValueVariable()}) {
                if (parameter != null) {
                    locals.peek().add(parameter.getName());
                }
            }
            super.visitForLoop(loop);
        });
    }

    @Override
    public void visitWhileLoop(WhileStatement loop) {
        maybe(() -> super.visitWhileLoop(loop));
    }

    @Override
    public void visitDoWhileLoop(DoWhileStatement loop) {
        maybe(() -> super.visitDoWhileLoop(loop));
    }

    @Override
    public void visitSwitch(SwitchStatement statement) {
        maybe(() -> super.visitSwitch(statement));
    }

    @Override
    public void visitTryCatchFinally(TryCatchStatement statement) {
        maybe(() -> super.visitTryCatchFinally(statement));
    }

    @Override
    public void visitCatchStatement(CatchStatement statement) {
        maybe(() -> {
            locals.peek().add(statement.getVariable().getName());
            super.visitCatchStatement(statement);
        });
    }
}
