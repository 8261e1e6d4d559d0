package io.cometsh.server.service;

/** What can be wrong with a request: the HTTP status, Comet's own code (0 where it has none) and the words. One place turns these into replies. */
public enum CometError {
    NO_KEY(401, 90212, "no API key given"),
    KEY_UNKNOWN(401, 90212, "the API key is not registered"),
    KEY_REFUSED_FOR_LOGGING(403, 90212, "the API key is not registered"),
    BAD_REQUEST(400, 0, "bad request"),
    BAD_BODY(400, 0, "the body is not what this endpoint takes"),
    BODY_TOO_LARGE(413, 0, "the body is too large"),
    NO_EXPERIMENT_KEY(400, 90998, "no experiment key given"),
    EXPERIMENT_NOT_FOUND(400, 90211, "no such experiment"),
    RUN_NOT_FOUND(400, 90210, "no such experiment to continue"),
    EXPERIMENT_EXISTS(400, 90999, "the experiment exists already"),
    WORKSPACE_OF_OTHERS(
            403,
            0,
            "the workspace is not one of this API key; the admin of the server can add it to the line of the key in the key file"),
    FOREIGN_HOST(
            403,
            0,
            "the server answers only for localhost, 127.0.0.1, [::1] and its --host; a proxy before it must be named with --proxy and send X-Forwarded-Host"),
    FOREIGN_FORM(403, 0, "the form was not sent by a page of this server"),
    WORKSPACE_NOT_FOUND(404, 90219, "no such workspace"),
    WORKSPACE_EXISTS(400, 0, "a workspace of this name exists already"),
    OTHER_WORKSPACE(400, 0, "an experiment moves only to a project of its own workspace"),
    PROJECT_NOT_FOUND(404, 0, "no such project"),
    PROJECT_EXISTS(400, 0, "a project of this name exists already"),
    PROJECT_NOT_EMPTY(400, 0, "the project has experiments; delete them too or move them first"),
    PROJECT_NAME_TOO_LONG(400, 1341241, "the project name is too long"),
    ASSET_NOT_FOUND(404, 0, "no such asset"),
    MODEL_NOT_FOUND(400, 42008, "no such registry model"),
    MODEL_VERSION_NOT_FOUND(400, 42010, "no such version of the registry model"),
    MODELS_OF_UNKNOWN_WORKSPACE(400, 90219, "no such workspace"),
    TAG_EXISTS(400, 0, "the version of the registry model has this tag already"),
    MODEL_EXISTS(400, 0, "a registry model of this name exists already"),
    MODEL_VERSION_EXISTS(400, 0, "the registry model has this version already"),
    EXPERIMENT_MODEL_NOT_FOUND(400, 42006, "the experiment has no such model"),
    BAD_VERSION(400, 42001, "a version is a semantic version such as 1.2.0"),
    BAD_STATUS(400, 0, "no such status"),
    ARTIFACT_NOT_FOUND(400, 624522, "no such artifact"),
    ARTIFACT_VERSION_NOT_FOUND(400, 624523, "no such artifact or version"),
    ARTIFACT_VERSION_EXISTS(400, 90399, "the artifact has this version already"),
    ARTIFACT_VERSION_DELETED(
            400, 7000019, "the artifact had this version, which was deleted, and a version is not given twice"),
    ARTIFACT_IMMUTABLE(400, 90401, "an artifact's type and its closed versions stay as they are"),
    ARTIFACT_OPEN(400, 90402, "the version of the artifact is still being written"),
    ARTIFACT_FAILED(400, 90403, "writing the version of the artifact failed"),
    ARTIFACT_BAD_STATE(400, 90410, "no such state of an artifact's version"),
    ARTIFACT_FILE_TOO_LATE(400, 7000005, "the version of the artifact takes no more files"),
    VIEW_NOT_FOUND(400, 0, "no such view"),
    BAD_OPTIMIZER(400, 0, "the optimizer cannot use this configuration"),
    OPTIMIZER_NOT_FOUND(400, 5124123, "no such optimizer"),
    ASSIGNMENT_NOT_FOUND(400, 0, "the optimizer has no such assignment"),
    PANEL_NOT_FOUND(400, 0, "no such panel"),
    BAD_PANEL(400, 0, "this is not the archive of a panel"),
    NOT_AN_ADMIN(
            403,
            0,
            "only an admin may see this; the admin of the server makes a key one with * as its workspace in the key file"),
    SHARE_CODE_NOT_FOUND(400, 0, "the project has no such share code"),
    FILE_TOO_LARGE(400, 7000005, "the file is too large"),
    ENDPOINT_NOT_FOUND(404, 0, "no such endpoint"),
    PAGE_NOT_FOUND(404, 0, "there is no page at this address"),
    METHOD_NOT_ALLOWED(405, 0, "this endpoint takes another method"),
    NO_ROOM(507, 0, "no room"),
    CANNOT_WRITE(503, 0, "the server cannot write now"),
    OUT_OF_MEMORY(
            503, 0, "the server is out of memory: send less at a time, or give it more (COMETSH_JAVA_OPTS=-Xmx2g)"),
    INTERNAL(500, 0, "unexpected error in the server");

    private final int status;
    private final int sdkCode;
    private final String text;

    CometError(int status, int sdkCode, String text) {
        this.status = status;
        this.sdkCode = sdkCode;
        this.text = text;
    }

    public int status() {
        return status;
    }

    public int sdkCode() {
        return sdkCode;
    }

    public CometFailure failure() {
        return new CometFailure(this, text);
    }

    /** The failure with what it is about: {@code PROJECT_NOT_FOUND.of("demo/visoin")}. */
    public CometFailure of(String what) {
        return new CometFailure(this, text + ": " + what);
    }
}
