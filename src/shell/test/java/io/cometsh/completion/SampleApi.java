package io.cometsh.completion;

import io.cometsh.query.Column;
import io.cometsh.query.QueryExpression;
import io.cometsh.query.Source;
import java.util.AbstractList;
import java.util.List;

/** A client in miniature, with the parameter names of the real one, and the names a server would give. */
public final class SampleApi {
    public List<String> getWorkspaces() {
        throw new AssertionError("TAB must not call anything");
    }

    public List<String> getProjects(String workspace) {
        throw new AssertionError("TAB must not call anything");
    }

    public SampleExperiment getExperiment(String workspace, String projectName, String experiment) {
        throw new AssertionError("TAB must not call anything");
    }

    public SampleExperiment getExperiment(String path) {
        throw new AssertionError("TAB must not call anything");
    }

    public List<SampleExperiment> getExperiments(String workspace) {
        throw new AssertionError("TAB must not call anything");
    }

    public List<SampleExperiment> getExperiments(String workspace, String projectName) {
        throw new AssertionError("TAB must not call anything");
    }

    public SampleList query(String workspace, String projectName, QueryExpression query) {
        throw new AssertionError("TAB must not call anything");
    }

    public Object get(String... path) {
        throw new AssertionError("TAB must not call anything");
    }

    /** A list whose class names the type of its elements. */
    public static final class SampleList extends AbstractList<SampleExperiment> {
        @Override
        public SampleExperiment get(int index) {
            throw new AssertionError("TAB must not call anything");
        }

        @Override
        public int size() {
            throw new AssertionError("TAB must not call anything");
        }
    }

    /** A handle in miniature. */
    public static final class SampleExperiment {
        public List<String> getMetrics(String metric) {
            throw new AssertionError("TAB must not call anything");
        }

        public String getName() {
            throw new AssertionError("TAB must not call anything");
        }
    }

    static final NameSource NAMES = new NameSource() {
        @Override
        public List<String> workspaces() {
            return List.of("demo", "o'brien", "team-vision");
        }

        @Override
        public List<String> projects(String workspace) {
            return workspace.equals("demo") ? List.of("digits", "mnist") : List.of();
        }

        @Override
        public List<Column> columns(String workspace, String project) {
            return List.of(
                    new Column("accuracy", Source.METRICS, "double"),
                    new Column("loss", Source.METRICS, "double"),
                    new Column("of " + project, Source.METRICS, "double"),
                    new Column("lr", Source.PARAMETERS, "double"),
                    new Column("best", Source.TAGS, "string"));
        }

        @Override
        public List<ExperimentName> experiments(String workspace, String project) {
            return List.of(new ExperimentName("key1", "lucky_fox"), new ExperimentName("key2", "sad_owl"));
        }
    };
}
