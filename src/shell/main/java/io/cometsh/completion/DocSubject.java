package io.cometsh.completion;

import io.cometsh.completion.CursorContext.InLiteral;
import io.cometsh.completion.CursorContext.Member;
import io.cometsh.completion.CursorContext.PlainName;
import io.cometsh.completion.CursorContext.ShellCommand;
import io.cometsh.query.Source;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What the text before the cursor is about, so that it can be explained. */
final class DocSubject {
    private final Scope scope;
    private final CallReader reader;

    DocSubject(Scope scope) {
        this.scope = scope;
        this.reader = new CallReader(scope);
    }

    /**
     * A name as {@code :doc} takes it: the member or the call at the cursor, else the innermost call around it that is
     * known; null for none.
     */
    String of(String before) {
        CursorContext context = CursorContext.at(before);
        if (context instanceof ShellCommand command) {
            return command.words().isEmpty()
                    ? command.prefix()
                    : command.words().get(0);
        }
        if (context instanceof Member member && !member.prefix().isEmpty()) {
            String named = member(Members.typeOf(member.receiver(), member.locals(), scope), member.prefix());
            if (named != null) {
                return named;
            }
        }
        if (context instanceof PlainName plain && !plain.prefix().isEmpty()) {
            return plain.prefix();
        }
        if (before.stripTrailing().endsWith(")")) {
            List<Call> calls = CursorContext.finishedCalls(before);
            String finished = calls.isEmpty() ? null : call(calls.get(calls.size() - 1), Locals.NONE);
            if (finished != null) {
                return finished;
            }
        }
        return around(before, context);
    }

    private String around(String before, CursorContext context) {
        Locals locals = Locals.NONE;
        if (context instanceof InLiteral literal) {
            locals = literal.locals();
        } else if (context instanceof PlainName plain) {
            locals = plain.locals();
        } else if (context instanceof Member member) {
            locals = member.locals();
        }
        for (Call call : CursorContext.callsAround(before)) {
            String named = call(call, locals);
            if (named != null) {
                return named;
            }
        }
        return null;
    }

    private String call(Call call, Locals locals) {
        if (call.receiver() == null) {
            boolean word = Arrays.stream(Source.values())
                    .anyMatch(source -> source.variableName().equals(call.name()));
            return word || !reader.methods(call, locals).isEmpty() ? call.name() : null;
        }
        return member(reader.receiver(call, locals), call.name());
    }

    private static String member(StaticType owner, String name) {
        if (owner == null) {
            return null;
        }
        String camel = SnakeCase.toCamel(name);
        boolean known = Members.methods(owner).stream()
                        .anyMatch(method -> method.getName().equals(camel))
                || !Members.getters(owner, camel).isEmpty();
        return known ? owner.type().getSimpleName() + "." + name : null;
    }

    /** The forms of the method that a name such as {@code String.replace} means here, for what has no documentation. */
    List<String> signatures(String before) {
        CursorContext context = CursorContext.at(before);
        StaticType owner = null;
        String name = null;
        if (context instanceof Member member) {
            owner = Members.typeOf(member.receiver(), member.locals(), scope);
            name = member.prefix();
        } else {
            for (Call call : CursorContext.callsAround(before)) {
                owner = reader.receiver(call, Locals.NONE);
                name = call.name();
                break;
            }
        }
        if (owner == null) {
            return List.of();
        }
        String wanted = name;
        String type = owner.type().getSimpleName();
        return Members.methods(owner).stream()
                .filter(method -> method.getName().equals(wanted))
                .sorted(Comparator.comparing(Method::getParameterCount))
                .map(method -> type + "." + wanted + "("
                        + Signature.of(List.of(method)).replaceFirst(" ?→", ") →"))
                .toList();
    }
}
