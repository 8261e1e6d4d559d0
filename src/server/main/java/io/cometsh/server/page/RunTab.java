package io.cometsh.server.page;

import java.util.List;

/** The parts of a run's page. Comet has more; the words for those lead to the part here that shows the same. */
enum RunTab {
    CHARTS("Charts", "chart", "panels"),
    METRICS("Metrics", "metrics"),
    PARAMETERS("Parameters", "params", "other"),
    OUTPUT("Output", "stdout"),
    ASSETS("Assets", "assets", "images", "audio", "text", "histograms", "confusionMatrix", "html", "graph", "notes"),
    ARTIFACTS("Artifacts and models", "artifacts"),
    CODE("Code", "code"),
    SYSTEM("System", "systemMetrics", "installedPackages");

    /** The parameter by which clients and Comet name a part. */
    static final String PARAMETER = "experiment-tab";

    private final String title;
    private final List<String> words;

    RunTab(String title, String... words) {
        this.title = title;
        this.words = List.of(words);
    }

    String title() {
        return title;
    }

    /** The word for this part in addresses. */
    String word() {
        return words.get(0);
    }

    /** The part for a word of an address; the charts where there is no word or an unknown one. */
    static RunTab of(String word) {
        for (RunTab tab : values()) {
            if (word != null && tab.words.contains(word)) {
                return tab;
            }
        }
        return CHARTS;
    }
}
