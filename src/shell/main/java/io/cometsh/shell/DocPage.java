package io.cometsh.shell;

import io.cometsh.lang.Spelling;
import io.cometsh.reference.CallForm;
import io.cometsh.reference.MemberDoc;
import io.cometsh.reference.Reference;
import io.cometsh.reference.TypeDoc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes what is known of a type or a member as a page for a terminal. */
final class DocPage {
    private static final String INDENT = "  ";
    private static final int LABEL = 10;
    private static final int NARROW = 60;

    private final Reference reference;
    private final int width;
    private final StringBuilder page = new StringBuilder();

    DocPage(Reference reference, int width) {
        this.reference = reference;
        this.width = width;
    }

    String text() {
        return page.toString().stripTrailing();
    }

    /** Lines that are broken between words, set in by this much. */
    private void paragraph(String indent, String text) {
        for (String line : text.split("\n", -1)) {
            String bullet = line.startsWith("- ") ? "  " : "";
            List<String> lines = WordWrap.lines(line, Math.max(20, width - indent.length() - bullet.length()));
            for (int i = 0; i < lines.size(); i++) {
                page.append(indent)
                        .append(i == 0 ? "" : bullet)
                        .append(lines.get(i))
                        .append('\n');
            }
        }
    }

    private void blank() {
        if (!page.isEmpty() && !page.toString().endsWith("\n\n")) {
            page.append('\n');
        }
    }

    /** {@code label   text}, with the text's further lines below its first; in a narrow terminal below the label. */
    private void labelled(String label, String text) {
        if (width < NARROW) {
            page.append(label).append('\n');
            paragraph(INDENT, text);
            return;
        }
        String indent = " ".repeat(INDENT.length() + LABEL + 1);
        if (label.length() > LABEL) {
            page.append(INDENT).append(label).append('\n');
            paragraph(indent, text);
            return;
        }
        int start = page.length();
        paragraph(indent, text);
        page.replace(start, start + INDENT.length() + label.length(), INDENT + label);
    }

    /** A method, component or constant. */
    DocPage member(MemberDoc member) {
        page.append(member.qualifiedName()).append('\n');
        member.forms().forEach(form -> paragraph(INDENT, form.signature()));
        blank();
        texts(member);
        blank();
        Map<String, String> parameters = new LinkedHashMap<>();
        member.forms().forEach(form -> form.described().forEach(parameters::put));
        parameters.forEach((name, description) -> labelled(name, description));
        returns(member);
        Map<String, String> errors = new LinkedHashMap<>();
        member.forms().forEach(form -> form.errors().forEach(errors::put));
        errors.forEach((type, when) -> labelled("error", type + " " + when));
        examples(member).forEach(example -> labelled("example", example));
        String endpoints = member.forms().stream()
                .map(CallForm::endpoint)
                .filter(text -> !text.isEmpty())
                .distinct()
                .collect(Collectors.joining("; "));
        if (!endpoints.isEmpty()) {
            labelled("endpoint", endpoints);
        }
        if (isCall(member)) {
            labelled("Python", python(member));
        }
        return this;
    }

    /** What each form is for; a form that only refers to another one is left out. */
    private void texts(MemberDoc member) {
        List<CallForm> described = member.forms().stream()
                .filter(form -> !form.text().isEmpty() && !form.text().matches("(?s).*; see the [a-z]+ form\\..*"))
                .toList();
        List<CallForm> shown = described.isEmpty() ? member.forms() : described;
        for (CallForm form : shown) {
            boolean apart = shown.size() > 1 && !form.parameters().isEmpty();
            String who = apart ? "(" + String.join(", ", form.parameters()) + ") " : "";
            paragraph("", who + form.text());
        }
    }

    private void returns(MemberDoc member) {
        Map<String, String> byType = new LinkedHashMap<>();
        for (CallForm form : member.forms()) {
            if (!form.returnType().isEmpty()) {
                byType.merge(form.returnType(), form.returns(), (one, other) -> other.isEmpty() ? one : other);
            }
        }
        byType.forEach((type, what) -> {
            TypeDoc known = reference.type(type.replaceAll(".*<|>.*|\\[]", ""));
            List<String> meanings = new ArrayList<>(List.of(what));
            if (known != null
                    && !known.name().equals(member.owner())
                    && (what.isEmpty() || !type.equals(known.name()))) {
                String meaning = lowerFirst(known.summary().replaceFirst("\\.$", ""));
                meanings.add(type.equals(known.name()) ? meaning : "a " + known.name() + " is " + meaning);
            }
            meanings.remove("");
            labelled("returns", type + (meanings.isEmpty() ? "" : ": " + String.join("; ", meanings)));
        });
    }

    private static String lowerFirst(String text) {
        boolean word = text.length() > 1 && Character.isLowerCase(text.charAt(1));
        return word ? Character.toLowerCase(text.charAt(0)) + text.substring(1) : text;
    }

    static Set<String> examples(MemberDoc member) {
        Set<String> examples = new LinkedHashSet<>();
        member.forms().forEach(form -> examples.add(form.example()));
        examples.remove("");
        return examples;
    }

    static boolean isCall(MemberDoc member) {
        return member.kind().equals("method") && !member.name().equals("new") && !member.isWord();
    }

    /** {@code exp.get_metrics(metric=None)}: as the official SDK has it; else what not every form takes may be left out. */
    static String python(MemberDoc member) {
        String receiver = receiver(member);
        String official = PythonSignatures.of(member.owner(), Spelling.snake(member.name()));
        if (official != null) {
            return receiver + "." + official;
        }
        List<CallForm> forms = member.forms();
        List<String> longest = forms.get(forms.size() - 1).parameters();
        List<String> parameters = new ArrayList<>();
        for (String parameter : longest) {
            boolean always = forms.stream().allMatch(form -> form.parameters().contains(parameter));
            boolean several = parameter.endsWith("...");
            String name = Spelling.snake(parameter.replace("...", ""));
            parameters.add(several ? "*" + name : always ? name : name + "=None");
        }
        return receiver + "." + Spelling.snake(member.name()) + "(" + String.join(", ", parameters) + ")";
    }

    /** The receiver in the example; else the type's name. */
    private static String receiver(MemberDoc member) {
        String example = String.join("", examples(member));
        int call = example.indexOf("." + member.name() + "(");
        return call > 0 && example.substring(0, call).matches("\\w+(\\(\"[^\"]*\"\\))?")
                ? example.substring(0, call)
                : Character.toLowerCase(member.owner().charAt(0))
                        + member.owner().substring(1);
    }

    /** A type with a line for each of its members. */
    DocPage type(TypeDoc type) {
        paragraph("", type.name() + " (" + type.packageName() + ", " + type.kind() + ")");
        paragraph("", type.text());
        if (!type.example().isEmpty()) {
            blank();
            paragraph(INDENT, type.example());
        }
        blank();
        members(type.members().stream()
                .collect(Collectors.toMap(
                        DocPage::heading, MemberDoc::summary, (one, other) -> one, LinkedHashMap::new)));
        if (!type.members().isEmpty()) {
            blank();
            MemberDoc some = type.members().stream()
                    .filter(member -> !member.name().equals("new"))
                    .findFirst()
                    .orElse(type.members().get(0));
            paragraph("", "More of one of them: ?" + some.qualifiedName());
        }
        return this;
    }

    private static String heading(MemberDoc member) {
        List<CallForm> forms = member.forms();
        List<String> parameters = forms.get(forms.size() - 1).parameters();
        return switch (member.kind()) {
            case "component", "constant" -> member.name();
            default -> {
                int fewest = forms.get(0).parameters().size();
                List<String> shown = new ArrayList<>();
                for (int i = 0; i < parameters.size(); i++) {
                    shown.add(i < fewest ? parameters.get(i) : "[" + parameters.get(i) + "]");
                }
                yield (member.name().equals("new") ? "new " + member.owner() : member.name()) + "("
                        + String.join(", ", shown) + ")";
            }
        };
    }

    /** Names with a sentence each, side by side where there is room. */
    DocPage members(Map<String, String> summaries) {
        int longest = summaries.keySet().stream().mapToInt(String::length).max().orElse(0);
        int column = Math.min(longest, width / 3) + 2;
        summaries.forEach((name, summary) -> {
            if (width < NARROW) {
                paragraph(INDENT, name);
                paragraph(INDENT + INDENT, summary);
                return;
            }
            if (name.length() + 1 >= column) {
                paragraph(INDENT, name);
                paragraph(" ".repeat(INDENT.length() + column), summary);
                return;
            }
            int start = page.length();
            paragraph(" ".repeat(INDENT.length() + column), summary);
            page.replace(start, start + INDENT.length() + name.length(), INDENT + name);
        });
        return this;
    }
}
