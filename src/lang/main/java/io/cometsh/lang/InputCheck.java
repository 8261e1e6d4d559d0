package io.cometsh.lang;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.syntax.SyntaxException;

/** Decides whether Enter evaluates an input or opens another line. */
final class InputCheck {
    /** An operator at the end wants its right side, although Groovy's parser calls the operator itself unexpected. */
    private static final Pattern UNEXPECTED = Pattern.compile("Unexpected input: '([^\\w\\s)\\]}]+|instanceof)'.*");

    /** {@code x as} also reads as the call {@code x(as)}, which nobody means. */
    private static final Pattern ENDS_IN_KEYWORD = Pattern.compile("(?s).*[\\w)\\]}\"'/$]\\s+(as|!?in|instanceof)");

    /** What may follow a statement that is an error without it. */
    private static final List<String> CONTINUATIONS = List.of(" finally {}", " {}");

    private InputCheck() {}

    /** Whether the parser can read the text, whatever its names mean. */
    static boolean canBeParsed(String text) {
        return firstError(text) == null;
    }

    /** Whether the parser misses something after a line. */
    static boolean endsEarly(String text, int line) {
        SyntaxException error = firstError(text);
        return error != null && error.getStartLine() > line;
    }

    static Completeness check(String text) {
        Completeness groovys = groovys(text);
        if (groovys == Completeness.COMPLETE) {
            return groovys;
        }
        if (PythonHabits.opensBlock(text)) {
            // No further line could complete it; Enter tells what to write.
            return Completeness.INVALID;
        }
        String readable = PythonText.readable(text);
        return readable.equals(text) ? groovys : groovys(readable);
    }

    private static Completeness groovys(String text) {
        Tokens.Result tokens = Tokens.of(text);
        if (tokens.brackets() == Tokens.Brackets.OPEN) {
            return Completeness.INCOMPLETE;
        }
        if (tokens.brackets() == Tokens.Brackets.WRONG) {
            return Completeness.INVALID;
        }
        String code = text.substring(0, tokens.end());
        if (code.endsWith("\\") || ENDS_IN_KEYWORD.matcher(code).matches()) {
            return Completeness.INCOMPLETE;
        }
        SyntaxException error = firstError(text);
        if (error == null) {
            return Completeness.COMPLETE;
        }
        if (isAtEnd(error, text) || wantsRightSide(error, code)) {
            return Completeness.INCOMPLETE;
        }
        boolean mendable = CONTINUATIONS.stream().anyMatch(more -> firstError(text + more) == null);
        return mendable ? Completeness.INCOMPLETE : Completeness.INVALID;
    }

    private static boolean isAtEnd(SyntaxException error, String text) {
        List<String> lines = text.stripTrailing().lines().toList();
        int line = error.getStartLine();
        return line > lines.size()
                || line == lines.size()
                        && error.getStartColumn() > lines.get(line - 1).length();
    }

    private static boolean wantsRightSide(SyntaxException error, String code) {
        Matcher unexpected = UNEXPECTED.matcher(error.getOriginalMessage());
        return unexpected.matches() && code.endsWith(unexpected.group(1));
    }

    /** Parses without resolving a name; null when there is no error. */
    static SyntaxException firstError(String text) {
        try {
            SourceUnit unit = SourceUnit.create("input", text, 1);
            unit.parse();
            unit.completePhase();
            unit.nextPhase();
            unit.convert();
            return null;
        } catch (MultipleCompilationErrorsException e) {
            return e.getErrorCollector().getErrors().stream()
                    .filter(SyntaxErrorMessage.class::isInstance)
                    .map(message -> ((SyntaxErrorMessage) message).getCause())
                    .findFirst()
                    .orElseGet(() -> new SyntaxException(e.getMessage(), 1, 1));
        } catch (CompilationFailedException e) {
            return new SyntaxException(e.getMessage(), 1, 1);
        }
    }
}
