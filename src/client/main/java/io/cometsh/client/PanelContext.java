package io.cometsh.client;

import io.cometsh.settings.Origin;
import io.cometsh.settings.Setting;
import io.cometsh.settings.Settings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a panel knows of the dashboard around it: {@code ApiOptions.defaults().withPanel(PanelContext.of("demo",
 * "digits"))}.
 *
 * <p>Comet hands these to the Python programs that it runs as panels; a user who runs our program as a panel hands
 * them over here. Outside of one there are at most a workspace and a project, from the settings.
 *
 * @param workspace null when none is set
 * @param projectName null when none is set
 * @param experimentKeys the experiments to show; null for all of the project
 * @param options what the user of the panel chose
 * @param experimentColors by experiment key: {@code primary} and {@code light}, as {@code #rrggbb}
 * @param metricColors by metric, likewise
 * @param width pixels; 0 when unknown
 * @param height pixels; 0 when unknown
 */
public record PanelContext(
        String workspace,
        String projectName,
        List<String> experimentKeys,
        Map<String, Object> options,
        Map<String, Map<String, String>> experimentColors,
        Map<String, Map<String, String>> metricColors,
        int width,
        int height) {
    public PanelContext {
        experimentKeys = experimentKeys == null ? null : List.copyOf(experimentKeys);
        // An option may be null.
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        experimentColors = Collections.unmodifiableMap(new LinkedHashMap<>(experimentColors));
        metricColors = Collections.unmodifiableMap(new LinkedHashMap<>(metricColors));
    }

    /** No panel, and nothing set. */
    public static PanelContext none() {
        return of(null, null);
    }

    /** A workspace and a project, and nothing else; either may be null. */
    public static PanelContext of(String workspace, String projectName) {
        return new PanelContext(workspace, projectName, null, Map.of(), Map.of(), Map.of(), 0, 0);
    }

    /** Workspace and project by the settings; the default project is nobody's choice and counts as none. */
    public static PanelContext of(Settings settings) {
        boolean chosen = !(settings.origin(Setting.PROJECT) instanceof Origin.Default);
        return of(settings.workspace().orElse(null), chosen ? settings.project() : null);
    }
}
