package io.cometsh.conformance;

import io.cometsh.client.Api;
import io.cometsh.client.Experiment;
import io.cometsh.client.LoggedArtifact;
import io.cometsh.client.LoggedArtifactAsset;
import io.cometsh.client.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a call of ours gets: the recorder's handles, and the arguments in the order of the parameters. */
record Given(Handles handles, Path folder, Python.Call call, Object... arguments) {
    static final Object ABSENT = new Object();

    /** The recorder's api of the name before the dot. */
    Api api() {
        return handles.api(Translator.OTHER_APIS.contains(call.handle()) ? call.handle() : "api");
    }

    Experiment experiment() {
        return handles.experiment(call.handle());
    }

    Model model() {
        return handles.model();
    }

    LoggedArtifact artifact() {
        return handles.artifact();
    }

    LoggedArtifactAsset asset() {
        return handles.asset();
    }

    /** Null when it was not given. */
    Object at(int place) {
        return or(place, null);
    }

    <T> T or(int place, T otherwise) {
        @SuppressWarnings("unchecked")
        T value = arguments[place] == ABSENT ? otherwise : (T) arguments[place];
        return value;
    }

    /** How many were given, the last of them at its place. */
    int count() {
        int count = arguments.length;
        while (count > 0 && arguments[count - 1] == ABSENT) {
            count--;
        }
        return count;
    }

    String text(int place) {
        return (String) at(place);
    }

    Number number(int place) {
        return (Number) at(place);
    }

    Integer integer(int place) {
        return (Integer) at(place);
    }

    boolean is(int place) {
        return is(place, false);
    }

    boolean is(int place, boolean otherwise) {
        Object value = at(place);
        return value == null ? otherwise : (Boolean) value;
    }

    @SuppressWarnings("unchecked")
    List<String> texts(int place) {
        return (List<String>) at(place);
    }

    List<Number> numbers(int place) {
        return ((List<?>) at(place)).stream().map(Number.class::cast).toList();
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> map(int place) {
        return (Map<String, Object>) at(place);
    }

    /** A file of the recorder's folder. */
    String file(int place) {
        return Player.files(folder).resolve(text(place)).toString();
    }

    /** An empty folder for what is downloaded. */
    String folderText() {
        try {
            return Files.createDirectories(Player.downloads(folder)).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An expression of the query language: Python's text is ours but for a few literals. */
    Object query(int place) {
        return at(place) instanceof Python.Code code ? Dsl.evaluate(code.text()) : Dsl.evaluate(argument(place));
    }

    private String argument(int place) {
        return call.arguments().get(place).text();
    }
}
