package io.cometsh.shell;

import io.cometsh.reference.CallForm;
import io.cometsh.reference.MemberDoc;
import io.cometsh.reference.Reference;
import io.cometsh.reference.TypeDoc;
import io.cometsh.site.Markdown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The pages of classes and methods, from the reference that {@code :doc} shows, which the build makes of the Javadoc. */
public final class ClassPages {
    /** Pages with several types; every other class has a page of its own, and every other record is on one page. */
    private static final Map<String, List<String>> TOGETHER = new LinkedHashMap<>();

    static {
        TOGETHER.put("Words in scripts", List.of("Query", "ScriptHelpers", "CometScript"));
        TOGETHER.put("Queries", List.of("QueryVariable", "QueryExpression", "TimeSpan"));
        TOGETHER.put("Registry", List.of("Model", "RegistryModel", "ModelVersion", "ModelStatusConfiguration"));
        TOGETHER.put(
                "Artifacts",
                List.of(
                        "Artifact",
                        "LoggedArtifact",
                        "LoggedArtifactAsset",
                        "ArtifactAsset",
                        "ArtifactDetails",
                        "ArtifactFile",
                        "ArtifactSummary",
                        "ArtifactVersion",
                        "OverwriteStrategy",
                        "VersionChange"));
        TOGETHER.put(
                "Lists and tables",
                List.of("ExperimentList", "ExperimentGroups", "ExperimentGroup", "NamedList", "RowReader"));
        TOGETHER.put("Changes", List.of("BulkPlan", "BulkProgress", "BulkResult", "Journals"));
        TOGETHER.put("Api", List.of("Api"));
        TOGETHER.put("Experiment", List.of("Experiment"));
    }

    private static final String OTHERS = "Other types";

    private ClassPages() {}

    /** By the name of the file. */
    public static Map<String, String> pages() {
        Map<String, List<TypeDoc>> types = new LinkedHashMap<>();
        TOGETHER.keySet().forEach(title -> types.put(title, new ArrayList<>()));
        types.put(OTHERS, new ArrayList<>());
        for (TypeDoc type : Reference.load().types()) {
            types.get(title(type.name())).add(type);
        }
        Map<String, String> pages = new LinkedHashMap<>();
        types.forEach((title, on) -> pages.put(fileName(title), page(title, on)));
        return pages;
    }

    private static String title(String type) {
        return TOGETHER.entrySet().stream()
                .filter(entry -> entry.getValue().contains(type))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(OTHERS);
    }

    private static String fileName(String title) {
        return title.toLowerCase(Locale.ROOT).replace(' ', '-') + ".md";
    }

    private static String page(String title, List<TypeDoc> types) {
        StringBuilder page = new StringBuilder("# " + title + "\n\n");
        for (TypeDoc type : types) {
            boolean isWord = type.members().stream().anyMatch(MemberDoc::isWord);
            boolean alone = types.size() == 1;
            if (!alone && !isWord) {
                page.append("## " + type.name() + " { #" + type.name() + " }\n\n");
            }
            page.append(text(type.text()));
            if (!type.example().isEmpty()) {
                page.append(Markdown.block("groovy", type.example()));
            }
            boolean isData =
                    type.members().stream().allMatch(member -> member.kind().equals("component"));
            if (isData) {
                page.append(components(type.members()));
                continue;
            }
            List<MemberDoc> components = type.members().stream()
                    .filter(member -> member.kind().equals("component"))
                    .toList();
            if (!components.isEmpty()) {
                page.append(components(components));
            }
            for (MemberDoc member : type.members()) {
                if (!member.kind().equals("component")) {
                    page.append(member(member, alone || isWord ? "##" : "###"));
                }
            }
        }
        return page.toString();
    }

    private static String components(List<MemberDoc> members) {
        return Markdown.table(
                List.of("member", "type", "meaning"),
                members.stream()
                        .map(member -> List.of(
                                "`" + member.name() + "`",
                                "`" + member.forms().get(0).returnType() + "`",
                                Markdown.cell(member.forms().get(0).text())))
                        .toList());
    }

    private static String member(MemberDoc member, String heading) {
        StringBuilder text = new StringBuilder(heading + " `" + shown(member) + "` { #"
                + (member.isWord() ? "" : member.owner() + ".") + member.name() + " }\n\n");
        if (!member.kind().equals("constant")) {
            text.append(Markdown.block(
                    "java", member.forms().stream().map(CallForm::signature).collect(Collectors.joining("\n"))));
        }
        Set<String> paragraphs = new LinkedHashSet<>();
        member.forms().forEach(form -> paragraphs.add(form.text()));
        paragraphs.remove("");
        paragraphs.forEach(paragraph -> text.append(text(paragraph)));
        List<List<String>> rows = new ArrayList<>();
        Map<String, String> parameters = new LinkedHashMap<>();
        member.forms().forEach(form -> parameters.putAll(form.described()));
        parameters.forEach((name, meaning) -> rows.add(List.of("`" + name + "`", Markdown.cell(meaning))));
        Map<String, String> returns = new LinkedHashMap<>();
        member.forms().stream()
                .filter(form -> !form.returnType().isEmpty())
                .forEach(form -> returns.merge(form.returnType(), form.returns(), (a, b) -> b.isEmpty() ? a : b));
        returns.forEach((type, meaning) -> rows.add(
                List.of("returns", "`" + type + "`" + (meaning.isEmpty() ? "" : ": " + Markdown.cell(meaning)))));
        Map<String, String> errors = new LinkedHashMap<>();
        member.forms().forEach(form -> errors.putAll(form.errors()));
        errors.forEach((type, when) -> rows.add(List.of("error", "`" + type + "` " + Markdown.cell(when))));
        Set<String> endpoints = new LinkedHashSet<>();
        member.forms().forEach(form -> endpoints.add(form.endpoint()));
        endpoints.remove("");
        if (!endpoints.isEmpty()) {
            rows.add(List.of("endpoint", Markdown.cell(String.join("; ", endpoints))));
        }
        if (DocPage.isCall(member)) {
            rows.add(List.of("Python", "`" + DocPage.python(member) + "`"));
        }
        if (!rows.isEmpty()) {
            text.append(Markdown.table(List.of("name", "meaning"), rows));
        }
        String examples = String.join("\n", DocPage.examples(member));
        return text + (examples.isEmpty() ? "" : Markdown.block("groovy", examples));
    }

    private static String shown(MemberDoc member) {
        return member.name().equals("new") ? "new " + member.owner() : member.name();
    }

    private static String text(String text) {
        return text.isEmpty() ? "" : Markdown.escaped(text).replaceAll("(?<!\n)\n- ", "\n\n- ") + "\n\n";
    }
}
