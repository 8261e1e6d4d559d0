package io.cometsh.cli;

/** {@code WORKSPACE/PROJECT} as it is typed; a project alone is one of the default workspace. */
record ProjectName(String workspace, String project) {

    static ProjectName of(String typed, ApiConnection connection) {
        int slash = typed.indexOf('/');
        if (slash > 0 && slash < typed.length() - 1) {
            return new ProjectName(typed.substring(0, slash), typed.substring(slash + 1));
        }
        String workspace = slash < 0 && !typed.isEmpty()
                ? connection.settings().workspace().orElse("")
                : "";
        if (workspace.isEmpty()) {
            throw new UsageException("expected WORKSPACE/PROJECT, such as demo/digits, not \"" + typed
                    + "\" (a project alone needs --workspace or COMET_WORKSPACE)");
        }
        return new ProjectName(workspace, typed);
    }
}
