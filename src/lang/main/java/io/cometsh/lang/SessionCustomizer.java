package io.cometsh.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.AnnotationNode;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.CastExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.EmptyExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.BreakStatement;
import org.codehaus.groovy.ast.stmt.CaseStatement;
import org.codehaus.groovy.ast.stmt.CatchStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.IfStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.ast.stmt.SwitchStatement;
import org.codehaus.groovy.ast.stmt.SynchronizedStatement;
import org.codehaus.groovy.ast.stmt.TryCatchStatement;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;
import org.codehaus.groovy.syntax.Token;
import org.codehaus.groovy.syntax.Types;

/**
 * Makes one input of a session part of the whole: earlier imports hold in it, and what it declares at its top level
 * outlives it, because the declaration becomes an assignment to the session's variables.
 */
final class SessionCustomizer extends CompilationCustomizer {
    private static final Set<String> FIELD = Set.of("Field", "groovy.transform.Field");

    private final SessionImports imports;
    private ModuleNode seen;
    private Map<String, SessionImports.Saved> ownImports = Map.of();
    private boolean endsInExpression;
    private SessionInput input;

    SessionCustomizer(SessionImports imports) {
        super(CompilePhase.CONVERSION);
        this.imports = imports;
    }

    /** What the last input imports itself. */
    Map<String, SessionImports.Saved> ownImports() {
        return ownImports;
    }

    /** Whether the last input ends in an expression whose value is worth showing, not in an assignment. */
    boolean endsInExpression() {
        return endsInExpression;
    }

    /** Makes an earlier input the last one again. */
    void restore(SessionInput last, boolean expression) {
        input = last;
        endsInExpression = expression;
    }

    /** What the last input makes and needs. */
    SessionInput input() {
        return input;
    }

    @Override
    public void call(SourceUnit source, GeneratorContext context, ClassNode classNode) {
        ModuleNode module = source.getAST();
        if (module == seen) {
            return;
        }
        seen = module;
        ownImports = SessionImports.of(module);
        imports.addTo(module, ownImports);
        input = InputReader.read(module, SourceText.of(source));
        List<Statement> statements = module.getStatementBlock().getStatements();
        endsInExpression = !statements.isEmpty() && isShown(statements.get(statements.size() - 1));
        List<Statement> kept = new ArrayList<>();
        for (Statement statement : statements) {
            keep(statement, kept);
        }
        statements.clear();
        statements.addAll(kept);
    }

    /** Groovy makes the last expression of each branch the value; one branch with a value to show is enough. */
    private static boolean isShown(Statement last) {
        if (last instanceof ReturnStatement) {
            // Groovy makes an empty input return null.
            return last.getLineNumber() > 0;
        }
        if (last instanceof ExpressionStatement statement) {
            return !(statement.getExpression() instanceof BinaryExpression binary
                    && Types.ofType(binary.getOperation().getType(), Types.ASSIGNMENT_OPERATOR));
        }
        return branches(last).anyMatch(SessionCustomizer::isShown);
    }

    private static Stream<Statement> branches(Statement statement) {
        if (statement instanceof BlockStatement block) {
            return block.isEmpty()
                    ? Stream.empty()
                    : Stream.of(block.getStatements().get(block.getStatements().size() - 1));
        }
        if (statement instanceof IfStatement condition) {
            return Stream.of(condition.getIfBlock(), condition.getElseBlock());
        }
        if (statement instanceof SwitchStatement choice) {
            return Stream.concat(
                    choice.getCaseStatements().stream()
                            .map(CaseStatement::getCode)
                            .map(SessionCustomizer::withoutBreak),
                    Stream.of(withoutBreak(choice.getDefaultStatement())));
        }
        if (statement instanceof TryCatchStatement attempt) {
            return Stream.concat(
                    Stream.of(attempt.getTryStatement()),
                    attempt.getCatchStatements().stream().map(CatchStatement::getCode));
        }
        return statement instanceof SynchronizedStatement locked ? Stream.of(locked.getCode()) : Stream.empty();
    }

    /** What comes before the {@code break} of a case. */
    private static Statement withoutBreak(Statement code) {
        if (!(code instanceof BlockStatement block)) {
            return code;
        }
        List<Statement> statements = block.getStatements();
        int size = statements.size();
        boolean breaks = size > 1 && statements.get(size - 1) instanceof BreakStatement;
        return breaks ? statements.get(size - 2) : code;
    }

    private static void keep(Statement statement, List<Statement> kept) {
        if (!(statement instanceof ExpressionStatement expression
                && expression.getExpression() instanceof DeclarationExpression declaration
                && isPlain(declaration))) {
            kept.add(statement);
            return;
        }
        if (declaration.isMultipleAssignmentDeclaration()) {
            keepSeveral(statement, declaration, kept);
        } else {
            VariableExpression variable = declaration.getVariableExpression();
            kept.add(assign(statement, variable, cast(variable, value(declaration, variable))));
        }
    }

    /** Annotations ask for more than a variable, except {@code @Field}, which asks for just what a session does. */
    private static boolean isPlain(DeclarationExpression declaration) {
        return declaration.getAnnotations().stream()
                .map(AnnotationNode::getClassNode)
                .map(ClassNode::getName)
                .allMatch(FIELD::contains);
    }

    private static Expression value(DeclarationExpression declaration, VariableExpression variable) {
        Expression right = declaration.getRightExpression();
        if (!(right instanceof EmptyExpression)) {
            return right;
        }
        // int x; without a value is 0, and a boolean false, as anywhere in Groovy.
        ClassNode type = variable.getOriginType();
        if (!ClassHelper.isPrimitiveType(type)) {
            return new ConstantExpression(null);
        }
        return ClassHelper.isPrimitiveBoolean(type) ? new ConstantExpression(false) : new ConstantExpression(0);
    }

    private static Expression cast(VariableExpression variable, Expression value) {
        if (variable.isDynamicTyped()) {
            return value;
        }
        CastExpression cast = new CastExpression(variable.getOriginType(), value);
        cast.setSourcePosition(value);
        return cast;
    }

    private static void keepSeveral(Statement statement, DeclarationExpression declaration, List<Statement> kept) {
        TupleExpression declared = declaration.getTupleExpression();
        List<Expression> names = new ArrayList<>();
        List<Statement> casts = new ArrayList<>();
        for (Expression each : declared.getExpressions()) {
            if (!(each instanceof VariableExpression variable)) {
                kept.add(statement);
                return;
            }
            names.add(name(variable));
            if (!variable.isDynamicTyped()) {
                casts.add(assign(statement, variable, cast(variable, name(variable))));
            }
        }
        TupleExpression target = new TupleExpression(names);
        target.setSourcePosition(declared);
        kept.add(assignment(statement, target, declaration.getRightExpression()));
        kept.addAll(casts);
    }

    private static Statement assign(Statement statement, VariableExpression variable, Expression value) {
        return assignment(statement, name(variable), value);
    }

    private static VariableExpression name(VariableExpression variable) {
        VariableExpression name = new VariableExpression(variable.getName());
        name.setSourcePosition(variable);
        return name;
    }

    private static Statement assignment(Statement statement, Expression target, Expression value) {
        BinaryExpression assignment = new BinaryExpression(
                target, Token.newSymbol(Types.EQUAL, statement.getLineNumber(), statement.getColumnNumber()), value);
        assignment.setSourcePosition(statement);
        ExpressionStatement kept = new ExpressionStatement(assignment);
        kept.setSourcePosition(statement);
        return kept;
    }
}
