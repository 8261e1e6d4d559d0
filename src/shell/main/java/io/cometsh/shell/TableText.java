package io.cometsh.shell;

import io.cometsh.export.Table;

/** Shows the rows that a command has to tell, as values are shown. */
@FunctionalInterface
interface TableText {
    String of(Table table, int width);
}
