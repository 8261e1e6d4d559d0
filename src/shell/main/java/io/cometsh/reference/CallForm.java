package io.cometsh.reference;

import java.util.List;
import java.util.Map;

/**
 * One way to call a member.
 *
 * @param signature {@code List<MetricPoint> getMetrics(String metric)}; of a component its type and name
 * @param parameters their names; one that takes several values ends in {@code ...}
 * @param text what it is for, paragraphs with an empty line between, code between backquotes
 * @param endpoint the endpoints asked, as the Javadoc lists them; empty for none
 * @param described the descriptions of parameters, by their names
 * @param returnType empty for nothing and for constructors
 * @param returns the description of the result; may be empty
 * @param errors when which exception comes, by the exception's name
 * @param example a call; empty where another form has a longer example
 */
public record CallForm(
        String signature,
        List<String> parameters,
        String text,
        String endpoint,
        Map<String, String> described,
        String returnType,
        String returns,
        Map<String, String> errors,
        String example) {}
