package io.cometsh.client;

import io.cometsh.query.QueryVariable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A call as the recording writes it, {@code api.get_experiments('demo-ws', 'vision', pattern='red')}, read just far
 * enough to make the same call of ours.
 */
record PythonCall(String name, List<Object> arguments, Map<String, Object> named) {
    private static final Pattern CALL = Pattern.compile("([\\w.]+)(?:\\((.*)\\))?", Pattern.DOTALL);
    private static final Pattern NAMED = Pattern.compile("(\\w+)=([^=].*)", Pattern.DOTALL);
    private static final Pattern COMPARISON = Pattern.compile("Metric\\('(\\w+)'\\) > ([\\d.]+)");
    private static final Pattern TAG = Pattern.compile("Tag\\('(\\w+)'\\)");
    private static final Map<String, Object> CONSTANTS = new LinkedHashMap<>();

    static {
        CONSTANTS.put("K1", "a1".repeat(16));
        CONSTANTS.put("K2", "b2".repeat(16));
        CONSTANTS.put("K3", "c3".repeat(16));
        CONSTANTS.put("KARCH", "d4".repeat(16));
        CONSTANTS.put("P1", "proj-id-0001");
        CONSTANTS.put("P2", "proj-id-0002");
        CONSTANTS.put("KEY", "aaaaaaaa0123456789abcdef01234567");
        CONSTANTS.put("api", "api");
        CONSTANTS.put("True", true);
        CONSTANTS.put("False", false);
        CONSTANTS.put("None", null);
    }

    /** The name before the parentheses of whatever text. */
    static String name(String text) {
        Matcher name = Pattern.compile("[\\w.]+").matcher(text);
        return name.lookingAt() ? name.group() : text;
    }

    static PythonCall parse(String text) {
        Matcher call = CALL.matcher(text);
        if (!call.matches()) {
            throw new IllegalArgumentException(text);
        }
        List<Object> arguments = new ArrayList<>();
        Map<String, Object> named = new LinkedHashMap<>();
        for (String argument : split(call.group(2) == null ? "" : call.group(2))) {
            Matcher withName = NAMED.matcher(argument);
            if (withName.matches()) {
                named.put(withName.group(1), value(withName.group(2)));
            } else {
                arguments.add(value(argument));
            }
        }
        return new PythonCall(call.group(1), arguments, named);
    }

    private static List<String> split(String arguments) {
        return split(arguments, ',');
    }

    private static List<String> split(String arguments, char separator) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        char quote = 0;
        int depth = 0;
        for (char c : arguments.toCharArray()) {
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else {
                depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
            }
            if (c == separator && quote == 0 && depth == 0) {
                parts.add(part.toString().strip());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        if (!part.toString().isBlank()) {
            parts.add(part.toString().strip());
        }
        return parts;
    }

    private static String inside(String text) {
        return text.substring(1, text.length() - 1);
    }

    private static Object value(String text) {
        if (CONSTANTS.containsKey(text)) {
            return CONSTANTS.get(text);
        }
        Matcher comparison = COMPARISON.matcher(text);
        if (comparison.matches()) {
            return QueryVariable.metric(comparison.group(1)).gt(Double.valueOf(comparison.group(2)));
        }
        Matcher tag = TAG.matcher(text);
        if (tag.matches()) {
            return QueryVariable.tag(tag.group(1));
        }
        if (text.matches("-?\\d{1,9}")) {
            return Integer.valueOf(text);
        }
        if (text.matches("-?\\d+\\.\\d+")) {
            return Double.valueOf(text);
        }
        if (text.matches("float\\(\"(nan|inf)\"\\)")) {
            return text.contains("nan") ? Double.NaN : Double.POSITIVE_INFINITY;
        }
        if (text.matches("'[^']*'|\"[^\"]*\"")) {
            return inside(text).replace("\\n", "\n");
        }
        if (text.equals("['k%d' % i for i in range(101)]")) {
            return IntStream.range(0, 101).mapToObj(i -> "k" + i).toList();
        }
        if (text.startsWith("[")) {
            return split(inside(text)).stream().map(PythonCall::value).toList();
        }
        if (text.startsWith("{")) {
            Map<Object, Object> map = new LinkedHashMap<>();
            for (String entry : split(inside(text))) {
                List<String> pair = split(entry, ':');
                map.put(value(pair.get(0)), value(pair.get(1)));
            }
            return map;
        }
        if (text.matches("\\d{10,}")) {
            return Long.valueOf(text);
        }
        if (text.matches("'[^']*' \\* \\d+")) {
            String[] factors = text.split(" \\* ");
            return String.valueOf(value(factors[0])).repeat(Integer.parseInt(factors[1]));
        }
        if (text.matches("'[^']*' \\+ \\w+")) {
            String[] summands = text.split(" \\+ ");
            return value(summands[0]) + "" + value(summands[1]);
        }
        throw new IllegalArgumentException(text);
    }
}
