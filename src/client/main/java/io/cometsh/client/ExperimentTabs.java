package io.cometsh.client;

import io.cometsh.transport.CometException;
import java.awt.Desktop;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The tabs of an experiment's page in a browser, by the names that Comet's own client gives them. */
final class ExperimentTabs {
    private static final Map<String, String> RENAMED = Map.of(
            "charts", "chart",
            "graphics", "images",
            "parameters", "params",
            "output", "stdout",
            "installed-packages", "installedPackages",
            "system-metrics", "systemMetrics",
            "confusion-matrices", "confusionMatrix");
    private static final Set<String> SAME = Set.of(
            "code",
            "metrics",
            "panels",
            "other",
            "html",
            "graph",
            "audio",
            "text",
            "notes",
            "histograms",
            "images",
            "assets",
            "artifacts");

    private ExperimentTabs() {}

    /** Opens a page in the browser of the desktop; where there is none, nothing happens. */
    static void open(URI page) {
        if (GraphicsEnvironment.isHeadless() || !Desktop.isDesktopSupported()) {
            return;
        }
        Desktop desktop = Desktop.getDesktop();
        if (!desktop.isSupported(Desktop.Action.BROWSE)) {
            return;
        }
        try {
            desktop.browse(page);
        } catch (IOException e) {
            throw new CometException("cannot open " + page + " in a browser: " + e.getMessage(), e);
        }
    }

    /** Null is the page as it is. */
    static URI tab(URI page, String tab) {
        if (tab == null) {
            return page;
        }
        String wire = SAME.contains(tab) ? tab : RENAMED.get(tab);
        if (wire == null) {
            TreeSet<String> known = new TreeSet<>(SAME);
            known.addAll(RENAMED.keySet());
            throw new CometException(
                    "the page of an experiment has no tab \"" + tab + "\"; it has " + String.join(", ", known));
        }
        return URI.create(page + "?experiment-tab=" + wire);
    }
}
