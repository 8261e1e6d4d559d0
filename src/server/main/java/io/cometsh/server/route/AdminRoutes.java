package io.cometsh.server.route;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.server.route.Routes.Space;
import io.cometsh.server.service.CometError;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** What admins ask for. An admin is a user of all workspaces. */
final class AdminRoutes {
    private final Services services;
    private final ObjectMapper json;

    private AdminRoutes(Services services) {
        this.services = services;
        this.json = services.json();
    }

    static void add(Routes routes, Services services) {
        AdminRoutes here = new AdminRoutes(services);
        // Beside the REST interface, not in it.
        routes.get(Space.LOGGING, "api/admin/chargeback/report", here::chargeback);
    }

    /** The workspaces with their members; with {@code reportMonth}, the workspaces that existed at the end of the month (UTC). Key files have no mail addresses. */
    private Reply chargeback(Request request) {
        if (request.user().scope() != null) {
            throw CometError.NOT_AN_ADMIN.failure();
        }
        ObjectNode body = json.createObjectNode();
        ArrayNode workspaces = body.putArray("workspaces");
        for (String name : services.projects().workspacesBefore(end(request.query("reportMonth")))) {
            ArrayNode members = workspaces.addObject().put("name", name).putArray("members");
            services.accounts()
                    .members(name)
                    .forEach(user -> members.addObject().put("userName", user).putNull("email"));
        }
        return Reply.of(body);
    }

    private static Instant end(String month) {
        try {
            return month == null || month.isEmpty()
                    ? Instant.ofEpochMilli(Long.MAX_VALUE)
                    : YearMonth.parse(month)
                            .plusMonths(1)
                            .atDay(1)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant();
        } catch (DateTimeParseException e) {
            throw CometError.BAD_REQUEST.of("reportMonth is a month such as 2026-03, not " + month);
        }
    }
}
