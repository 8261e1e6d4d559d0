package io.cometsh.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the lines that the build writes; {@code src/shell/main/build/ReferenceWriter.java} describes their format. */
final class ReferenceReader {
    private final List<TypeDoc> types = new ArrayList<>();
    private List<String> type;
    private Part ofType = new Part();
    private List<MemberDoc> members = new ArrayList<>();
    private List<String> member;
    private List<CallForm> forms = new ArrayList<>();
    private List<String> form;
    private Part part = ofType;

    /** The documentation of a type or a form. */
    private static final class Part {
        private String text = "";
        private String endpoint = "";
        private String example = "";
        private String returnType = "";
        private String returns = "";
        private final Map<String, String> parameters = new LinkedHashMap<>();
        private final Map<String, String> errors = new LinkedHashMap<>();
    }

    private ReferenceReader() {}

    static List<TypeDoc> read(String lines) {
        ReferenceReader reader = new ReferenceReader();
        lines.lines().forEach(reader::line);
        reader.endType();
        return reader.types;
    }

    private void line(String line) {
        List<String> words = Arrays.stream(line.split("\t", -1))
                .map(ReferenceReader::decoded)
                .toList();
        List<String> values = words.subList(1, words.size());
        switch (words.get(0)) {
            case "type" -> {
                endType();
                type = values;
                ofType = new Part();
                part = ofType;
            }
            case "member" -> {
                endMember();
                member = values;
            }
            case "form" -> {
                endForm();
                form = values;
                part = new Part();
            }
            case "text" -> part.text = values.get(0);
            case "endpoint" -> part.endpoint = values.get(0);
            case "example" -> part.example = values.get(0);
            case "param" -> part.parameters.put(values.get(0), values.get(1));
            case "throws" -> part.errors.put(values.get(0), values.get(1));
            case "returns" -> {
                part.returnType = values.get(0);
                part.returns = values.get(1);
            }
            default -> throw new IllegalStateException("no line of a reference begins with " + words.get(0));
        }
    }

    private void endForm() {
        if (form != null) {
            List<String> parameters = form.size() < 2 || form.get(1).isEmpty()
                    ? List.of()
                    : List.of(form.get(1).split(","));
            forms.add(new CallForm(
                    form.get(0),
                    parameters,
                    part.text,
                    part.endpoint,
                    part.parameters,
                    part.returnType,
                    part.returns,
                    part.errors,
                    part.example));
        }
        form = null;
    }

    private void endMember() {
        endForm();
        if (member != null) {
            members.add(new MemberDoc(member.get(0), member.get(1), member.get(2), List.copyOf(forms)));
        }
        member = null;
        forms = new ArrayList<>();
    }

    private void endType() {
        endMember();
        if (type != null) {
            types.add(new TypeDoc(
                    type.get(0), type.get(1), type.get(2), ofType.text, ofType.example, List.copyOf(members)));
        }
        members = new ArrayList<>();
    }

    private static String decoded(String word) {
        if (word.indexOf('\\') < 0) {
            return word;
        }
        StringBuilder text = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '\\' && i + 1 < word.length()) {
                char escaped = word.charAt(++i);
                text.append(escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped);
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
