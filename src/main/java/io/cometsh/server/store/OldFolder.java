package io.cometsh.server.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

final class OldFolder {
    private OldFolder() {}

    static void migrate(Path folder) throws IOException, SQLException {}
}
