package io.cometsh.completion;

import io.cometsh.query.Column;
import java.util.List;

/** Gives live names. Each method may take long and may throw; {@link LiveNames} calls it in the background. */
public interface NameSource {
    /** For a session without a server: no names at all. */
    NameSource NONE = new NameSource() {
        @Override
        public List<String> workspaces() {
            return List.of();
        }

        @Override
        public List<String> projects(String workspace) {
            return List.of();
        }

        @Override
        public List<Column> columns(String workspace, String project) {
            return List.of();
        }

        @Override
        public List<ExperimentName> experiments(String workspace, String project) {
            return List.of();
        }
    };

    List<String> workspaces();

    List<String> projects(String workspace);

    List<Column> columns(String workspace, String project);

    List<ExperimentName> experiments(String workspace, String project);
}
