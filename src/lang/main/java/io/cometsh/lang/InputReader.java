package io.cometsh.lang;

import io.cometsh.lang.SessionInput.Definition;
import io.cometsh.lang.SessionInput.TextEdit;
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

/** Reads from the syntax tree of one input what it defines and which names it reads. In doubt a name counts as read. */
final class InputReader extends CodeVisitorSupport {
    private final SourceText source;
    private final Map<String, Definition> methods = new LinkedHashMap<>();
    private final Map<String, Definition> classes = new LinkedHashMap<>();
    private final List<TextEdit> edits = new ArrayList<>();
    private Set<String> needed = new LinkedHashSet<>();
    private final Deque<Set<String>> locals = new ArrayDeque<>();

    private InputReader(SourceText source) {
        this.source = source;
    }

    /** To be called before the declarations of the module are rewritten. */
    static SessionInput read(ModuleNode module, String code) {
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
        Statement last = statements.isEmpty() ? null : statements.get(statements.size() - 1);
        return new SessionInput(
                code,
                ofStatements,
                reader.methods,
                reader.classes,
                reader.edits,
                last == null ? 0 : reader.source.start(last),
                false,
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
            edits.add(new TextEdit(from, source.end(declaration), variable.getName() + " = " + cast));
        } else {
            String all = names.stream()
                    .map(name -> ((VariableExpression) name).getName())
                    .collect(Collectors.joining(", "));
            edits.add(new TextEdit(
                    from, source.end(declaration), "(" + all + ") = " + (valued ? source.of(right) : "[]")));
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
        visit.run();
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

    @Override
    public void visitVariableExpression(VariableExpression variable) {
        if (!variable.isThisExpression() && !variable.isSuperExpression()) {
            need(variable.getName());
        }
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        if (call.isImplicitThis() && call.getMethodAsString() != null) {
            need(call.getMethodAsString());
        }
        super.visitMethodCallExpression(call);
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
        if (binary.getOperation().getType() != Types.EQUAL) {
            super.visitBinaryExpression(binary);
            return;
        }
        // A variable that is assigned is not read.
        binary.getRightExpression().visit(this);
        Expression left = binary.getLeftExpression();
        for (Expression target : left instanceof TupleExpression tuple ? tuple.getExpressions() : List.of(left)) {
            if (!(target instanceof VariableExpression)) {
                target.visit(this);
            }
        }
    }

    private void scoped(Runnable visit) {
        locals.push(new HashSet<>());
        visit.run();
        locals.pop();
    }

    @Override
    public void visitClosureExpression(ClosureExpression closure) {
        scoped(() -> {
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
        scoped(() -> super.visitIfElse(statement));
    }

    @Override
    public void visitForLoop(ForStatement loop) {
        scoped(() -> {
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
        scoped(() -> super.visitWhileLoop(loop));
    }

    @Override
    public void visitDoWhileLoop(DoWhileStatement loop) {
        scoped(() -> super.visitDoWhileLoop(loop));
    }

    @Override
    public void visitSwitch(SwitchStatement statement) {
        scoped(() -> super.visitSwitch(statement));
    }

    @Override
    public void visitTryCatchFinally(TryCatchStatement statement) {
        scoped(() -> super.visitTryCatchFinally(statement));
    }

    @Override
    public void visitCatchStatement(CatchStatement statement) {
        scoped(() -> {
            locals.peek().add(statement.getVariable().getName());
            super.visitCatchStatement(statement);
        });
    }
}
