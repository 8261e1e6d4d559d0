package io.cometsh.cache;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.JsonTree;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The experiments, project or model that a request names. */
final class RequestSubject {
    /** The ways to name a thing; the same thing has several spellings on the wire. */
    enum SubjectKind {
        EXPERIMENT(Set.of("experimentKey", "experimentKeys")),
        PROJECT_ID(Set.of("projectId")),
        WORKSPACE(Set.of("workspaceName", "workspace", "targetWorkspaceName")),
        PROJECT(Set.of("projectName", "targetProjectName", "newProjectName")),
        MODEL(Set.of("modelName", "registryModelName")),
        ARTIFACT(Set.of("artifactName"));

        private final Set<String> members;

        SubjectKind(Set<String> members) {
            this.members = members;
        }
    }

    private final Map<SubjectKind, Set<String>> names = new EnumMap<>(SubjectKind.class);

    private RequestSubject() {}

    static RequestSubject of(ApiRequest request) {
        RequestSubject subject = new RequestSubject();
        request.parameters().forEach(subject::add);
        if (request.json() != null) {
            try {
                subject.addAll(JsonTree.of(request.json()));
            } catch (IOException notJson) {
                // The request then names nothing and counts as being about everything.
                subject.names.clear();
            }
        }
        return subject;
    }

    /** Whether the two are certainly about different things, judged by these kinds of names. */
    boolean isApartFrom(RequestSubject other, Set<SubjectKind> kinds) {
        for (SubjectKind kind : kinds) {
            Set<String> own = names.getOrDefault(kind, Set.of());
            Set<String> others = other.names.getOrDefault(kind, Set.of());
            if (!own.isEmpty() && !others.isEmpty() && own.stream().noneMatch(others::contains)) {
                return true;
            }
        }
        return false;
    }

    private void addAll(JsonNode body) {
        if (body.isArray()) {
            body.forEach(this::addAll);
            return;
        }
        body.properties().forEach(member -> {
            if (member.getValue().isArray()) {
                member.getValue().forEach(element -> add(member.getKey(), element.asText()));
            } else if (member.getValue().isValueNode() && !member.getValue().isNull()) {
                add(member.getKey(), member.getValue().asText());
            }
        });
    }

    private void add(String member, String value) {
        for (SubjectKind kind : SubjectKind.values()) {
            if (kind.members.contains(member) && value != null) {
                names.computeIfAbsent(kind, any -> new HashSet<>()).add(value.toLowerCase(Locale.ROOT));
            }
        }
    }
}
