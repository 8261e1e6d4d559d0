package io.cometsh.completion;

import io.cometsh.client.LoggedArtifact;
import io.cometsh.client.Model;
import io.cometsh.completion.CursorContext.InLiteral;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a workspace's registry and its artifacts are called: models, versions, stages, aliases. */
final class RegistryNames {
    private final LiveNames names;
    private final CallReader reader;
    private final ProjectRefs places;

    RegistryNames(LiveNames names, CallReader reader, ProjectRefs places) {
        this.names = names;
        this.reader = reader;
        this.places = places;
    }

    /** The model or artifact that the text around the cursor names; each may be null. */
    private record RegistryRef(String workspace, String model, String artifact) {}

    void offer(NameKind kind, Call call, InLiteral context, LiteralWriter writer, Deadline deadline) {
        RegistryRef subject = subject(call, context);
        String workspace = subject.workspace();
        if (workspace == null) {
            if (!reader.takes(call, NameKind.WORKSPACE, context.locals())) {
                ArgumentCompleter.ofWhich(writer);
            }
            return;
        }
        switch (kind) {
            case MODEL -> all(names.within(deadline).models(workspace), "models of " + workspace, writer);
            case STATUS -> all(names.within(deadline).statuses(workspace), "statuses", writer);
            case ARTIFACT -> all(names.within(deadline).artifacts(workspace), "artifacts of " + workspace, writer);
            case ARTIFACT_ID ->
                names.within(deadline)
                        .artifactIds(workspace)
                        .forEach(id -> writer.identified(id, "artifacts of " + workspace));
            case ARTIFACT_TYPE -> types(workspace, writer, deadline);
            case STAGE, TAG -> {
                if (subject.model() != null) {
                    List<Name> stages = names.within(deadline).modelStages(workspace, subject.model());
                    all(stages, "stages of " + subject.model(), writer);
                }
            }
            case ALIAS -> {
                if (subject.artifact() != null) {
                    List<Name> aliases = names.within(deadline).artifactAliases(workspace, subject.artifact());
                    all(aliases, "aliases of " + subject.artifact(), writer);
                }
            }
            default -> versions(subject, writer, deadline);
        }
    }

    private RegistryRef subject(Call call, InLiteral context) {
        Locals locals = context.locals();
        StaticType receiver = reader.receiver(call, locals);
        if (receiver != null && receiver.value() instanceof Model model) {
            return new RegistryRef(model.getWorkspace(), model.getName(), null);
        }
        if (receiver != null && receiver.value() instanceof LoggedArtifact artifact) {
            return new RegistryRef(artifact.getWorkspace(), null, artifact.getName());
        }
        List<Call> calls = places.all(context.calls(), locals);
        return new RegistryRef(
                places.workspace(context.calls(), locals),
                reader.value(calls, NameKind.MODEL, locals),
                reader.value(calls, NameKind.ARTIFACT, locals));
    }

    private void versions(RegistryRef subject, LiteralWriter writer, Deadline deadline) {
        if (subject.model() != null) {
            List<Name> versions = names.within(deadline).modelVersions(subject.workspace(), subject.model());
            all(versions, "versions of " + subject.model(), writer);
        } else if (subject.artifact() != null) {
            List<Name> versions = names.within(deadline).artifactVersions(subject.workspace(), subject.artifact());
            all(versions, "versions of " + subject.artifact(), writer);
        }
    }

    private void types(String workspace, LiteralWriter writer, Deadline deadline) {
        Set<String> types = new LinkedHashSet<>();
        names.within(deadline).artifacts(workspace).forEach(artifact -> types.add(artifact.description()));
        types.remove(null);
        types.forEach(type -> writer.whole(type, "types of artifacts", null));
    }

    static void all(List<Name> offered, String group, LiteralWriter writer) {
        writer.hint("none there", group);
        offered.forEach(name -> writer.whole(name.name(), group, name.description()));
    }
}
