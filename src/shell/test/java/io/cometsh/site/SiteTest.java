package io.cometsh.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.cli.CommandPages;
import io.cometsh.shell.ShellPages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * The documentation site is complete, and its links lead somewhere. This also writes the reference pages for
 * {@code scripts/site}, which needs the compiled program for nothing else.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SiteTest {
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.*?)(?: \\{ #([\\w.-]+) })?$");
    private static final Pattern NAV = Pattern.compile("(?m)^ +- (?:[^:\n]+: |\"[^\"]+\": )?([\\w/.-]+\\.md)$");

    private static Map<String, String> generated;

    @BeforeAll
    static void generate() throws IOException {
        generated = Site.generated();
        Site.write(generated);
    }

    /** Pages of the site by their place below {@code docs}. */
    private static Map<String, String> pages() {
        Map<String, String> pages = new TreeMap<>(Site.written());
        pages.putAll(generated);
        return pages;
    }

    @Test
    void each_command_has_a_page_with_each_of_its_options_and_a_guide_that_mentions_it() {
        String guides = String.join("\n", Site.written().values());
        CommandPages.commands().forEach((name, spec) -> {
            String page = generated.get("reference/commands/" + CommandPages.fileName(name));
            assertThat(page).as(name).isNotNull();
            String general = generated.get("reference/commands/cometsh.md");
            for (String option : CommandPages.optionNames(spec)) {
                assertThat(page + general).as(name + " " + option).contains("`" + option);
            }
            assertThat(guides).as("a guide of src/site/docs mentions").contains(name);
        });
    }

    @Test
    void each_command_of_the_shell_has_a_section_and_a_guide_that_mentions_it() throws IOException {
        String guides = String.join("\n", Site.written().values());
        for (String name : ShellPages.names()) {
            assertThat(generated.get("reference/shell-commands.md")).contains("## `" + name + "`");
            assertThat(guides).as("a guide of src/site/docs mentions").containsPattern(name + "\\b");
        }
    }

    @Test
    void the_navigation_lists_each_page_once() throws IOException {
        List<String> listed = new ArrayList<>();
        Matcher nav = NAV.matcher(Files.readString(Site.SOURCE.resolve("mkdocs.yml")));
        while (nav.find()) {
            listed.add(nav.group(1));
        }
        assertThat(listed).containsExactlyInAnyOrderElementsOf(pages().keySet());
    }

    @Test
    void links_between_pages_lead_to_a_page_and_a_heading() {
        Map<String, String> pages = pages();
        Map<String, Set<String>> anchors = new HashMap<>();
        pages.forEach((name, text) -> anchors.put(name, anchors(text)));
        List<String> broken = new ArrayList<>();
        pages.forEach((name, text) -> {
            for (String link : links(text)) {
                String[] parts = link.split("#", 2);
                String target = parts[0].isEmpty()
                        ? name
                        : Path.of("/" + name)
                                .resolveSibling(parts[0])
                                .normalize()
                                .toString()
                                .replace('\\', '/')
                                .substring(1);
                boolean isPage = pages.containsKey(target);
                boolean isFile = Files.exists(Site.SOURCE.resolve("docs").resolve(target));
                boolean isThere =
                        isPage ? parts.length == 1 || anchors.get(target).contains(parts[1]) : isFile;
                if (!isThere) {
                    broken.add(name + ": " + link);
                }
            }
        });
        assertThat(broken).isEmpty();
    }

    @Test
    void links_in_the_checkout_lead_to_files() throws IOException {
        List<String> broken = new ArrayList<>();
        for (String name : List.of("README.md", ".github/CONTRIBUTING.md")) {
            Path file = Site.CHECKOUT.resolve(name);
            String text = Files.readString(file);
            for (String link : links(text)) {
                String[] parts = link.split("#", 2);
                Path target = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]);
                if (!Files.exists(target)
                        || parts.length == 2
                                && !anchors(Files.readString(target)).contains(parts[1])) {
                    broken.add(name + ": " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void the_readme_is_short() throws IOException {
        assertThat(Files.readAllLines(Site.CHECKOUT.resolve("README.md"))).hasSizeLessThanOrEqualTo(150);
    }

    /** Links to other sites are not checked. */
    private static List<String> links(String text) {
        List<String> links = new ArrayList<>();
        Matcher link = LINK.matcher(withoutCode(text));
        while (link.find()) {
            if (!link.group(1).matches("(https?|mailto):.*")) {
                links.add(link.group(1));
            }
        }
        return links;
    }

    private static Set<String> anchors(String text) {
        Set<String> anchors = new HashSet<>();
        Matcher heading = HEADING.matcher(text.replaceAll("(?s)```.*?\n```", ""));
        while (heading.find()) {
            anchors.add(
                    heading.group(2) != null
                            ? heading.group(2)
                            : heading.group(1)
                                    .toLowerCase(Locale.ROOT)
                                    .replaceAll("[^\\w\\s-]", "")
                                    .strip()
                                    .replaceAll("[\\s-]+", "-"));
        }
        return anchors;
    }

    private static String withoutCode(String text) {
        return text.replaceAll("(?s)```.*?\n```", "").replaceAll("`[^`\n]*`", "`code`");
    }
}
