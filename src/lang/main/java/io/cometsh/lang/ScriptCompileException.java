package io.cometsh.lang;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.messages.ExceptionMessage;
import org.codehaus.groovy.control.messages.Message;
import org.codehaus.groovy.control.messages.SimpleMessage;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.syntax.SyntaxException;

/** Code that does not compile and therefore has not run. The message shows each place in the user's own text. */
public final class ScriptCompileException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MOST_SHOWN = 5;
    private static final int LINES_OF_A_CALL = 10;

    private final transient List<CompileProblem> problems;

    private ScriptCompileException(List<CompileProblem> problems, Throwable cause) {
        super(render(problems), cause);
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, in the order of the text. */
    public List<CompileProblem> problems() {
        return problems;
    }

    private static String render(List<CompileProblem> problems) {
        String shown =
                problems.stream().limit(MOST_SHOWN).map(CompileProblem::render).collect(Collectors.joining("\n"));
        int more = problems.size() - MOST_SHOWN;
        return more > 0 ? shown + "\n(" + more + " more)" : shown;
    }

    /**
     * @param file how the code is called in the message; empty for what was typed
     * @param code the user's text
     */
    static ScriptCompileException of(CompilationFailedException failure, String file, String code) {
        List<CompileProblem> problems = new ArrayList<>();
        List<String> lines = code.lines().toList();
        if (failure instanceof MultipleCompilationErrorsException several) {
            boolean unreadable = !InputCheck.canBeParsed(code);
            for (Message message : several.getErrorCollector().getErrors()) {
                problems.add(problem(message, file, lines, unreadable));
            }
        }
        if (problems.isEmpty()) {
            problems.add(new CompileProblem(file, 0, 0, String.valueOf(failure.getMessage()), ""));
        }
        problems.sort(Comparator.comparingInt(CompileProblem::line));
        return new ScriptCompileException(problems.stream().distinct().toList(), failure);
    }

    private static CompileProblem problem(Message message, String file, List<String> lines, boolean unreadable) {
        if (message instanceof SyntaxErrorMessage syntax) {
            SyntaxException cause = syntax.getCause();
            int line = cause.getStartLine();
            String source = line >= 1 && line <= lines.size() ? lines.get(line - 1) : "";
            boolean mayBePython = unreadable
                    || cause.getOriginalMessage().startsWith("No map entry allowed")
                    || source.strip().startsWith("import ")
                            && cause.getOriginalMessage().startsWith("unable to resolve class");
            CompileProblem habit = mayBePython ? habit(line, file, lines) : null;
            if (habit != null) {
                return habit;
            }
            return new CompileProblem(file, line, cause.getStartColumn(), tidy(cause.getOriginalMessage()), source);
        }
        String text = message instanceof ExceptionMessage exception
                ? UserErrors.describe(exception.getCause())
                : message instanceof SimpleMessage simple ? simple.getMessage() : String.valueOf(message);
        return new CompileProblem(file, 0, 0, tidy(text), "");
    }

    /** What to write instead of Python's form; null when it is none. The parser may blame the line where a call began. */
    private static CompileProblem habit(int first, String file, List<String> lines) {
        for (int line = first; line >= 1 && line <= Math.min(lines.size(), first + LINES_OF_A_CALL); line++) {
            String source = lines.get(line - 1);
            PythonHabits.Advice advice = PythonHabits.forLine(source).orElse(null);
            if (advice != null) {
                return new CompileProblem(file, line, advice.column(), advice.text(), source);
            }
            String call = String.join("\n", lines.subList(first - 1, line));
            if (Tokens.of(call).brackets() != Tokens.Brackets.OPEN) {
                return null;
            }
        }
        return null;
    }

    /** Groovy's own sentence on one line, without the position, which the message already has. */
    private static String tidy(String text) {
        return text.strip().replaceAll("\\s*@ line \\d+, column \\d+\\.?", "").replaceAll("\\s*\\R\\s*", " ");
    }
}
