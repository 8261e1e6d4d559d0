package io.cometsh.client;

import io.cometsh.export.Table;

/** What a person wants to see, and a file to hold, as a table. */
interface Tabular {
    Table table();
}
