package io.cometsh.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.codehaus.groovy.syntax.SyntaxException;

/** Finds the place that keeps a text from being read, and what to write there instead of a habit of Python. */
final class HabitSearch {
    private final String file;
    private final String code;
    /** What Groovy has read: line by line the same as the code. */
    private final String readable;

    private final List<String> lines;
    private final List<String> masks;

    HabitSearch(String file, String code) {
        this.file = file;
        this.code = code;
        readable = PythonText.readable(code);
        lines = readable.lines().toList();
        masks = PythonText.mask(readable).lines().toList();
    }

    /** A line of the user's text; empty when there is none. */
    String line(int line) {
        return line < 1 || line > lines.size()
                ? ""
                : code.lines().skip(line - 1L).findFirst().orElse("");
    }

    /** The habit in a line. */
    Optional<CompileProblem> inLine(int line) {
        return line < 1 || line > lines.size()
                ? Optional.empty()
                : PythonHabits.forLine(lines.get(line - 1), masks.get(line - 1))
                        .map(advice -> problem(line, advice.column(), advice.text()));
    }

    /**
     * What keeps the text from being read, after its imports of Python's modules and its heads of blocks. Empty when the
     * text can be read, or when Groovy's parser has the best message.
     *
     * @param blamed the line that Groovy's parser blames
     */
    List<CompileProblem> unreadable(int blamed) {
        if (InputCheck.canBeParsed(readable)) {
            return List.of();
        }
        FailingStatement failing = FailingStatement.of(readable);
        List<CompileProblem> problems = new ArrayList<>();
        place(failing, blamed).ifPresent(place -> {
            problems.addAll(certain(failing.first()));
            problems.add(place);
        });
        return problems;
    }

    private Optional<CompileProblem> place(FailingStatement failing, int blamed) {
        if (failing.first() > failing.end()) {
            return Optional.ofNullable(failing.open()).map(this::unclosed);
        }
        int begin = failing.around() == 0 ? failing.first() : failing.around();
        return inLines(failing.first(), failing.last())
                .or(() -> acrossLines(failing.first(), failing.last()))
                .or(() -> acrossLines(begin, failing.end()))
                .or(() -> inLines(failing.first(), failing.end()))
                .or(() -> Optional.ofNullable(failing.open()).map(this::unclosed))
                .or(() -> blamed >= failing.first() && blamed <= failing.end()
                        ? Optional.empty()
                        : Optional.of(mistake(failing)));
    }

    /** Lines of Python that Groovy's parser has read as something else. */
    private List<CompileProblem> certain(int before) {
        List<CompileProblem> problems = new ArrayList<>();
        for (int line = 1; line < before && line <= lines.size(); line++) {
            int place = line;
            PythonHabits.forCertain(lines.get(line - 1), masks.get(line - 1))
                    .map(advice -> problem(place, advice.column(), advice.text()))
                    .ifPresent(problems::add);
        }
        return problems;
    }

    private Optional<CompileProblem> inLines(int first, int last) {
        for (int line = first; line <= last; line++) {
            Optional<CompileProblem> found = inLine(line);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The habit in a statement of several lines, read as if it were in one. */
    private Optional<CompileProblem> acrossLines(int first, int last) {
        StringBuilder line = new StringBuilder();
        StringBuilder mask = new StringBuilder();
        List<Integer> begins = new ArrayList<>();
        for (int i = first - 1; i < Math.min(last, lines.size()); i++) {
            int indent = indent(i);
            begins.add(line.length());
            line.append(lines.get(i).substring(indent)).append(' ');
            mask.append(masks.get(i).substring(indent)).append(' ');
        }
        return PythonHabits.forLine(
                        line.toString().stripTrailing(), mask.toString().stripTrailing())
                .map(advice -> {
                    int at = begins.size() - 1;
                    while (begins.get(at) >= advice.column()) {
                        at--;
                    }
                    int index = first - 1 + at;
                    return problem(index + 1, advice.column() - begins.get(at) + indent(index), advice.text());
                });
    }

    private int indent(int index) {
        String line = lines.get(index);
        return line.length() - line.stripLeading().length();
    }

    private CompileProblem unclosed(FailingStatement.Open open) {
        return problem(open.line(), open.column(), "`" + open.bracket() + "` has no closing `" + open.partner() + "`");
    }

    /** An ordinary mistake, which Groovy's parser finds when it reads nothing but the statement. */
    private CompileProblem mistake(FailingStatement failing) {
        SyntaxException error = failing.alone() == null ? null : InputCheck.firstError(failing.alone());
        return error == null
                ? problem(failing.first(), indent(failing.first() - 1) + 1, "Groovy cannot read this statement")
                : problem(
                        error.getStartLine(),
                        error.getStartColumn(),
                        ScriptCompileException.tidy(error.getOriginalMessage()));
    }

    private CompileProblem problem(int line, int column, String text) {
        return new CompileProblem(file, line, column, text, line(line));
    }
}
