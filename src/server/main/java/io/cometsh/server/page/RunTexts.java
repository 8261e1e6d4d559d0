package io.cometsh.server.page;

import static j2html.TagCreator.a;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.server.route.Services;
import io.cometsh.server.service.ExperimentService.ExperimentInProject;
import io.cometsh.server.store.DocumentStore.Document;
import io.cometsh.server.store.Source;
import io.cometsh.server.store.Value;
import j2html.tags.DomContent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a run logged as text: parameters, output, code, the machine. */
final class RunTexts {
    private static final int LINES = 1000;
    private static final int LONG_VALUE = 400;
    private static final int LONGEST_TEXT = 2_000_000;

    /** Members of the system details with what a person calls them; others follow by their own names. */
    private static final Map<String, String> SYSTEM = new LinkedHashMap<>();

    static {
        SYSTEM.put("command", "Command");
        SYSTEM.put("hostname", "Host");
        SYSTEM.put("user", "User");
        SYSTEM.put("pid", "Process");
        SYSTEM.put("os", "Operating system");
        SYSTEM.put("osType", "Kind of system");
        SYSTEM.put("osRelease", "Release");
        SYSTEM.put("machine", "Machine");
        SYSTEM.put("processor", "Processor");
        SYSTEM.put("totalRam", "Memory");
        SYSTEM.put("ip", "Address");
        SYSTEM.put("executable", "Python");
        SYSTEM.put("pythonVersion", "Python's version");
    }

    private final Services services;

    RunTexts(Services services) {
        this.services = services;
    }

    DomContent parameters(ExperimentInProject run) {
        return div(
                values(run, "Parameters", Source.PARAMS, "No parameters. The SDK logs them with log_parameters(…)."),
                values(run, "Others", Source.LOG_OTHER, "No other values. The SDK logs them with log_other(…)."));
    }

    private DomContent values(ExperimentInProject run, String title, Source source, String none) {
        HtmlTable table = HtmlTable.of(title).text("Name", "Value");
        for (Value value : services.log().values(run.row().key(), source)) {
            table.row(text(value.name()), exact(value));
        }
        return section(h2(title), table.isEmpty() ? RunPage.nothing(none) : table.html());
    }

    /** A value exactly as it was logged: what differs must be seen. */
    static DomContent exact(Value value) {
        if (value.text() == null) {
            return span("no value").withClass("quiet");
        }
        String text = DisplayText.logged(value.text());
        return text.length() <= LONG_VALUE
                ? span(text).withClass("long")
                : details(
                        summary(text.substring(0, LONG_VALUE / 4) + "… ("
                                + DisplayText.count(text.length(), "character") + ")"),
                        span(text).withClass("long"));
    }

    DomContent output(ExperimentInProject run) {
        String whole = TerminalText.shown(services.log().output(run.row().key()));
        if (whole.isEmpty()) {
            return RunPage.nothing("No output. The SDK logs what the program writes to its terminal.");
        }
        String tail = TerminalText.tail(whole, LINES);
        return div(
                p(
                        iff(
                                tail.length() < whole.length(),
                                text(String.format(Locale.ROOT, "The last %,d lines. ", LINES))),
                        a("All of the output").withHref(AssetDownloads.address(run, "output.txt"))),
                block(tail, "Output").withId("output").attr("data-tail", ""));
    }

    DomContent code(ExperimentInProject run) throws IOException {
        String key = run.row().key();
        String source = services.assets().code(key);
        return div(
                git(run),
                section(h2("Code"), source == null ? RunPage.nothing("No code.") : block(cut(source), "Code")));
    }

    private DomContent git(ExperimentInProject run) throws IOException {
        String key = run.row().key();
        String stored = services.log().document(key, Document.GIT_METADATA);
        List<DomContent> facts = new ArrayList<>();
        if (stored != null) {
            JsonNode git = services.json().readTree(stored);
            for (String member : List.of("origin", "branch", "parent", "root", "user")) {
                String value = plain(git.path(member));
                if (!value.isEmpty()) {
                    facts.add(RunPage.fact(member.equals("parent") ? "Commit" : title(member), text(value)));
                }
            }
        }
        boolean patch = services.log().document(key, Document.GIT_PATCH) != null;
        if (facts.isEmpty() && !patch) {
            return section(h2("Git"), RunPage.nothing("No git repository was logged."));
        }
        return section(
                h2("Git"),
                iff(!facts.isEmpty(), dl(each(facts.stream())).withClass("facts")),
                iff(
                        patch,
                        p(
                                a("Changes that were not committed")
                                        .withHref(AssetDownloads.address(run, "git-patch.zip")),
                                text(" (a zip)"))));
    }

    DomContent system(ExperimentInProject run) {
        ObjectNode system = services.details().get(run.row().key());
        Map<String, DomContent> facts = new LinkedHashMap<>();
        for (Map.Entry<String, String> member : SYSTEM.entrySet()) {
            String value = plain(system.path(member.getKey()));
            if (!value.isEmpty()) {
                boolean bytes = member.getKey().equals("totalRam")
                        && system.path(member.getKey()).isNumber();
                facts.put(
                        member.getValue(),
                        text(
                                bytes
                                        ? DisplayText.bytes(
                                                system.path(member.getKey()).asLong())
                                        : value));
            }
        }
        for (JsonNode entry : system.path("logAdditionalSystemInfoList")) {
            facts.put(plain(entry.path("key")), text(plain(entry.path("value"))));
        }
        List<DomContent> machines = new ArrayList<>();
        facts.forEach((name, value) -> machines.add(RunPage.fact(name, value)));
        return section(
                h2("Machine"),
                machines.isEmpty()
                        ? RunPage.nothing("Nothing was logged about the machine.")
                        : dl(each(machines.stream())).withClass("facts"),
                list("Graphics processors", system.path("gpuStaticInfoList")),
                list("Python packages", system.path("installedPackages")),
                list("System packages", system.path("osPackages")),
                list("Environment", system.path("env")));
    }

    private static DomContent list(String title, JsonNode list) {
        List<String> lines = new ArrayList<>();
        if (list.isObject()) {
            list.properties().forEach(entry -> lines.add(entry.getKey() + "=" + plain(entry.getValue())));
        } else {
            list.forEach(entry -> lines.add(plain(entry)));
        }
        return iff(
                !lines.isEmpty(),
                details(summary(title + " (" + lines.size() + ")"), block(String.join("\n", lines), title)));
    }

    private static String plain(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (value.isArray()) {
            List<String> words = new ArrayList<>();
            value.forEach(word -> words.add(plain(word)));
            return String.join(" ", words);
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private static String title(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "\n…";
    }

    /** A text of which each character counts; it scrolls by keys too. */
    private static j2html.tags.specialized.PreTag block(String content, String name) {
        return pre(content)
                .withClass("block")
                .attr("tabindex", "0")
                .attr("role", "region")
                .attr("aria-label", name);
    }
}
