package io.cometsh.reference;

import java.util.List;

/**
 * A method with all its forms, a component of a record, or a constant.
 *
 * @param owner the simple name of the type
 * @param kind method, static, component or constant
 * @param forms at least one, by their number of parameters
 */
public record MemberDoc(String owner, String name, String kind, List<CallForm> forms) {
    /** The first sentence of what it is for. */
    public String summary() {
        return forms.stream()
                .map(CallForm::text)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .map(TypeDoc::firstSentence)
                .orElse("");
    }

    /** {@code Experiment.getMetrics}; what scripts call without an object has no owner in front. */
    public String qualifiedName() {
        return isWord() ? name : owner + "." + name;
    }

    /** Whether it is called without an object in front, as {@code Metric} is. */
    public boolean isWord() {
        return Reference.WORDS.contains(owner);
    }
}
