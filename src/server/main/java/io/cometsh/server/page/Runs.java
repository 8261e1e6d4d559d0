package io.cometsh.server.page;

import io.cometsh.server.service.ExperimentService.ExperimentInProject;
import io.cometsh.server.store.ExperimentRow;

/** What the pages show of a run. */
final class Runs {
    private Runs() {}

    static String name(ExperimentRow row) {
        return row.name() == null || row.name().isBlank() ? row.key() : row.name();
    }

    static String address(ExperimentInProject run) {
        return Links.run(
                run.project().workspace(), run.project().name(), run.row().key());
    }

    static String address(ExperimentInProject run, RunTab tab) {
        return address(run) + "?" + RunTab.PARAMETER + "=" + tab.word();
    }
}
