package io.cometsh.client.wire;

import java.util.Map;

/**
 * A project as {@code project} describes it.
 *
 * @param numberOfExperiments how many experiments it holds, as the server counts them
 * @param lastUpdated epoch milliseconds
 * @param isPublic {@code public} on the wire
 */
public record Project(
        String projectId,
        String projectName,
        String ownerUserName,
        String projectDescription,
        String workspaceName,
        long numberOfExperiments,
        Long lastUpdated,
        boolean isPublic)
        implements WireRecord {

    @Override
    public Object getAt(String member) {
        return WireRecord.super.getAt("isPublic".equals(member) ? "public" : member);
    }

    /** The members by their names on the wire, in order: {@code project.toMap().projectName}. Nothing is asked. */
    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> members = WireRecord.super.toMap();
        members.put("public", members.remove("isPublic"));
        return members;
    }
}
