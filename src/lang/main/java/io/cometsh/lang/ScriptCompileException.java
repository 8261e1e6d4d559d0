package io.cometsh.lang;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
        if (failure instanceof MultipleCompilationErrorsException several) {
            HabitSearch habits = new HabitSearch(file, code);
            for (Message message : several.getErrorCollector().getErrors()) {
                problems.add(problem(message, file, habits));
            }
            List<CompileProblem> found =
                    habits.unreadable(problems.isEmpty() ? 0 : problems.get(0).line());
            if (!found.isEmpty()) {
                problems = new ArrayList<>(found);
            }
        }
        if (problems.isEmpty()) {
            problems.add(new CompileProblem(file, 0, 0, String.valueOf(failure.getMessage()), ""));
        }
        problems.sort(Comparator.comparingInt(CompileProblem::line));
        return new ScriptCompileException(problems.stream().distinct().toList(), failure);
    }

    private static CompileProblem problem(Message message, String file, HabitSearch habits) {
        if (message instanceof SyntaxErrorMessage syntax) {
            SyntaxException cause = syntax.getCause();
            int line = cause.getStartLine();
            String source = habits.line(line);
            boolean mayBePython = cause.getOriginalMessage().startsWith("No map entry allowed")
                    || cause.getOriginalMessage().startsWith("you tried to assign a value to the class")
                    || source.strip().startsWith("import ")
                            && cause.getOriginalMessage().startsWith("unable to resolve class");
            return Optional.of(line)
                    .filter(place -> mayBePython)
                    .flatMap(habits::inLine)
                    .orElseGet(() -> new CompileProblem(
                            file, line, cause.getStartColumn(), tidy(cause.getOriginalMessage()), source));
        }
        String text = message instanceof ExceptionMessage exception
                ? UserErrors.describe(exception.getCause())
                : message instanceof SimpleMessage simple ? simple.getMessage() : String.valueOf(message);
        return new CompileProblem(file, 0, 0, tidy(text), "");
    }

    /** Groovy's own sentence on one line, without the position, which the message already has. */
    static String tidy(String text) {
        return text.strip().replaceAll("\\s*@ line \\d+, column \\d+\\.?", "").replaceAll("\\s*\\R\\s*", " ");
    }
}
