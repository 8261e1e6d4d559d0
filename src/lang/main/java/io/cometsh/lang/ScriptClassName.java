package io.cometsh.lang;

import groovy.lang.GroovyClassLoader;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names the class of a script after its file, as Groovy does, except where the script uses that word for something else.
 *
 * <p>Groovy takes any use of the word for the class: {@code best = 3} in {@code best.groovy} does not compile, and in {@code
 * Date.groovy} a {@code new Date()} makes another script.
 */
final class ScriptClassName {
    /** Groovy compiles a class of such a name as the primitive type. */
    private static final Set<String> PRIMITIVES =
            Set.of("boolean", "byte", "char", "short", "int", "long", "float", "double", "void");

    private static final String NOT_BEFORE = "(?<![\\w$.])";

    private ScriptClassName() {}

    /**
     * Gives the name of the class.
     *
     * @param file the path of the script, or the name that messages use for it
     * @param code the script
     * @param loader where the classes are that the script can name
     */
    static String of(String file, String code, GroovyClassLoader loader) {
        String base = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
        int dot = base.lastIndexOf('.');
        return free(
                (dot > 0 ? base.substring(0, dot) : base).replaceAll("[^\\p{javaJavaIdentifierPart}]|\\$", "_"),
                code,
                loader);
    }

    private static String free(String name, String code, GroovyClassLoader loader) {
        boolean taken = name.isEmpty() || hasOtherMeaning(name, code, loader);
        return taken ? free(name + "_", code, loader) : name;
    }

    private static boolean hasOtherMeaning(String name, String code, GroovyClassLoader loader) {
        if (PRIMITIVES.contains(name)) {
            return true;
        }
        if (!code.contains(name)) {
            return false;
        }
        return Character.isUpperCase(name.charAt(0))
                ? isWord(name, code) && (isKnown(name, loader) || isDefined(name, code))
                : isVariable(name, code);
    }

    /** A word in lower case is a variable, unless it can only be a class. */
    private static boolean isVariable(String name, String code) {
        return found("(?<!\\bnew )" + NOT_BEFORE + name + "(?![\\w$]|\\.class\\b|\\.metaClass\\b)", code);
    }

    private static boolean isWord(String name, String code) {
        return found(NOT_BEFORE + name + "(?![\\w$])", code);
    }

    /** Whether every script has the name without an import. */
    private static boolean isKnown(String name, GroovyClassLoader loader) {
        return QueryWords.ALL.contains(name)
                || TypeNames.find(name, Set.of(), ClassImports.TYPES.values(), loader) != null;
    }

    private static boolean isDefined(String name, String code) {
        return found("\\b(class|interface|enum|trait|record)\\s+" + name + "(?![\\w$])", code)
                || found("(?m)^\\s*import\\b[^\\n;]*[.\\s]" + name + "\\s*(;|$)", code)
                || found(NOT_BEFORE + name + "\\s*([-+*/%&|^?]|\\*\\*|<<|>>>?)?=(?![=~])", code)
                || found(NOT_BEFORE + name + "(\\s*,[\\w\\s,]*)?\\)\\s*=(?![=~])", code);
    }

    private static boolean found(String expression, String code) {
        return Pattern.compile(expression).matcher(code).find();
    }
}
