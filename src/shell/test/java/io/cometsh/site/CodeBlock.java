package io.cometsh.site;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A fenced block of a page. */
record CodeBlock(String language, List<String> lines) {
    private static final String FENCE = "```";

    /** A line to type and what comes after it. */
    record Step(String typed, List<String> output) {}

    static List<CodeBlock> of(String page) {
        List<CodeBlock> blocks = new ArrayList<>();
        CodeBlock open = null;
        for (String line : page.lines().toList()) {
            if (!line.startsWith(FENCE)) {
                if (open != null) {
                    open.lines().add(line);
                }
            } else if (open == null) {
                open = new CodeBlock(line.substring(FENCE.length()), new ArrayList<>());
                blocks.add(open);
            } else {
                open = null;
            }
        }
        return blocks;
    }

    static List<CodeBlock> of(String page, String language) {
        return of(page).stream()
                .filter(block -> block.language().equals(language))
                .toList();
    }

    String text() {
        return String.join("\n", lines()) + "\n";
    }

    List<Step> steps(Pattern prompt) {
        List<Step> steps = new ArrayList<>();
        for (String line : lines()) {
            Matcher typed = prompt.matcher(line);
            if (typed.lookingAt()) {
                steps.add(new Step(line.substring(typed.end()), new ArrayList<>()));
            } else {
                steps.get(steps.size() - 1).output().add(line);
            }
        }
        return steps;
    }
}
