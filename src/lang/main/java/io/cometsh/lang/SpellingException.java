package io.cometsh.lang;

import groovy.lang.MissingMethodException;

/** A method or parameter name that we do not have; the message gives the ones that were probably meant. */
public final class SpellingException extends MissingMethodException {
    private static final long serialVersionUID = 1L;
    private final String sentence;

    SpellingException(String sentence, String method, Class<?> type, Object[] arguments) {
        super(method, type, arguments);
        this.sentence = sentence;
    }

    @Override
    public String getMessage() {
        return sentence;
    }
}
