package io.cometsh.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One version of a mirror: the content of {@code mirror.json}. The version consists of the files that it names; a file is
 * never changed.
 *
 * @param mirror the version of this form
 * @param number counts the versions
 * @param server the address of the server
 */
record MirrorState(int mirror, long number, String server, String workspace, List<MirroredProject> projects) {
    static final int FORM = 1;

    MirrorState {
        projects = projects == null ? List.of() : List.copyOf(projects);
    }

    /**
     * One project.
     *
     * @param row the project as {@code projects} lists it
     * @param columns the reply of {@code project/column-names}; null from a server without it
     * @param syncedAt when the listing was read, epoch milliseconds: the answers are as of then
     * @param index the file with a line for each run
     * @param counts what is in the files
     * @param runs the table of runs; null for none. The others are alike.
     */
    record MirroredProject(
            String name,
            JsonNode row,
            JsonNode columns,
            long syncedAt,
            String index,
            Counts counts,
            String runs,
            String params,
            String tags,
            List<Part> points) {
        MirroredProject {
            columns = columns == null || columns.isNull() ? null : columns;
            points = points == null ? List.of() : List.copyOf(points);
        }

        List<String> files() {
            List<String> files = new ArrayList<>(List.of(index));
            for (String table : new String[] {runs, params, tags}) {
                if (table != null) {
                    files.add(table);
                }
            }
            points.forEach(part -> files.add(part.file()));
            return files;
        }
    }

    /**
     * How much a project has.
     *
     * @param runs runs that exist
     * @param deleted runs that are deleted on the server
     * @param failed runs that could not be read and are older here than on the server, or missing
     * @param oldest when the run was read that was read first, epoch milliseconds; null without runs
     */
    record Counts(int runs, int deleted, int failed, long points, Long oldest) {}

    /** A Parquet file with the points of some runs. */
    record Part(String file, List<String> runs, long points) {
        Part {
            runs = List.copyOf(runs);
        }
    }

    MirroredProject project(String name) {
        return projects.stream()
                .filter(project -> project.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** The next version, with these projects. */
    MirrorState next(List<MirroredProject> changed) {
        return new MirrorState(FORM, number + 1, server, workspace, changed);
    }
}
