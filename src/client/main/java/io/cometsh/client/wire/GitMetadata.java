package io.cometsh.client.wire;

/**
 * Where the code of an experiment came from: {@code exp.getGitMetadata().branch}. Each is null when nothing was logged.
 *
 * @param user who committed
 * @param root the repository's first commit or its folder, by who logged it
 * @param branch such as {@code refs/heads/main}
 * @param parent the commit that was checked out
 * @param origin the address of the remote
 */
public record GitMetadata(String user, String root, String branch, String parent, String origin)
        implements WireRecord {}
