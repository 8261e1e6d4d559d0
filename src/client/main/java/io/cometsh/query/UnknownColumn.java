package io.cometsh.query;

import java.util.List;

/** A variable that the project does not have, and the names it may have been meant to be, nearest first. */
public record UnknownColumn(QueryVariable variable, List<QueryVariable> nearest) {
    public UnknownColumn {
        nearest = List.copyOf(nearest);
    }

    /** One sentence for the user; {@code place} is "workspace/project". */
    public String message(String place) {
        String unknown = "no experiment in " + place + " has " + variable;
        if (nearest.isEmpty()) {
            return unknown;
        }
        StringBuilder text = new StringBuilder(unknown).append("; did you mean ");
        for (int i = 0; i < nearest.size(); i++) {
            text.append(i == 0 ? "" : i == nearest.size() - 1 ? " or " : ", ").append(nearest.get(i));
        }
        return text.append('?').toString();
    }
}
