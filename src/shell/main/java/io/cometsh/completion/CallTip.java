package io.cometsh.completion;

import io.cometsh.completion.CursorContext.InLiteral;
import io.cometsh.completion.CursorContext.Member;
import io.cometsh.completion.CursorContext.Nowhere;
import io.cometsh.completion.CursorContext.PlainName;
import io.cometsh.lang.GroovyMethods;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** While the arguments of a call are typed: its parameters, with the current one highlighted. */
final class CallTip {
    /** A pasted script is not read again at every key. */
    static final int LONGEST_TEXT = 4_000;

    private final CallReader reader;

    CallTip(Scope scope) {
        this.reader = new CallReader(scope);
    }

    /** One line of at most so many columns; null where there is nothing to show. Sends nothing to the server. */
    AttributedString of(String before, int columns) {
        if (before.length() > LONGEST_TEXT || before.indexOf('(') < 0 && before.indexOf(' ') < 0) {
            return null;
        }
        CursorContext context = CursorContext.at(before);
        if (context instanceof InLiteral literal) {
            return of(literal.calls(), literal.locals(), columns);
        }
        if (context instanceof PlainName plain) {
            return of(plain.calls(), plain.locals(), columns);
        }
        if (context instanceof Nowhere nowhere) {
            return of(nowhere.calls(), nowhere.locals(), columns);
        }
        return context instanceof Member member ? of(member.calls(), member.locals(), columns) : null;
    }

    private AttributedString of(List<Call> calls, Locals locals, int columns) {
        for (Call call : calls) {
            List<Method> methods = reader.methods(call, locals);
            if (!methods.isEmpty()) {
                Method shown = fitting(methods, call);
                boolean ours = shown.getDeclaringClass().getName().startsWith("io.cometsh.");
                return ours ? line(shown, call, columns) : null;
            }
        }
        return null;
    }

    /** The longest form, unless what is written fits only another one. */
    private static Method fitting(List<Method> longestFirst, Call call) {
        for (Method method : longestFirst) {
            if (method.isVarArgs()
                    || call.position() < GroovyMethods.parameters(method).size()) {
                return method;
            }
        }
        return longestFirst.get(0);
    }

    private static AttributedString line(Method method, Call call, int columns) {
        boolean python = call.name().contains("_");
        List<Parameter> parameters = GroovyMethods.parameters(method);
        AttributedStyle quiet = AttributedStyle.DEFAULT.faint();
        AttributedStringBuilder text = new AttributedStringBuilder();
        text.styled(quiet, call.name() + "(");
        int current = current(parameters, call);
        int end = 0;
        for (int i = 0; i < parameters.size(); i++) {
            String declared = parameters.get(i).getName();
            String name = python ? SnakeCase.of(declared) : declared;
            String type = parameters.get(i).getType().getSimpleName();
            text.styled(quiet, i == 0 ? "" : ", ");
            text.styled(i == current ? AttributedStyle.DEFAULT.bold() : quiet, type + " " + name);
            end = i == current ? text.columnLength() : end;
        }
        text.styled(quiet, ") → " + method.getReturnType().getSimpleName());
        if (text.columnLength() <= columns) {
            return text.toAttributedString();
        }
        // What is being written stays in sight.
        int from = Math.max(0, end - columns + 2);
        return new AttributedStringBuilder()
                .styled(quiet, from > 0 ? "…" : "")
                .append(text.columnSubSequence(from, from + columns - 2))
                .styled(quiet, "…")
                .toAttributedString();
    }

    private static int current(List<Parameter> parameters, Call call) {
        if (call.current().name() == null) {
            return Math.min(call.position(), parameters.size() - 1);
        }
        String named = SnakeCase.toCamel(call.current().name());
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).getName().equals(named)) {
                return i;
            }
        }
        return -1;
    }
}
