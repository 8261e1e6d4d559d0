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

    /** What the text around the cursor says of a model or an artifact; each may be null. */
    private record RegistryRef(String workspace, String model, String artifact) {}

    void offer(NameKind kind, Call call, InLiteral context, LiteralWriter writer, Deadline patience) {
        RegistryRef subject = subject(call, context);
        String workspace = subject.workspace();
        if (workspace == null) {
            if (!reader.takes(call, NameKind.WORKSPACE, context.locals())) {
                ArgumentCompleter.ofWhich(writer);
            }
            return;
        }
        switch (kind) {
            case MODEL -> all(names.models(workspace, patience), "models of " + workspace, writer);
            case STATUS -> all(names.statuses(workspace, patience), "statuses", writer);
            case ARTIFACT -> all(names.artifacts(workspace, patience), "artifacts of " + workspace, writer);
            case ARTIFACT_ID ->
                names.artifactIds(workspace, patience)
                        .forEach(id -> writer.identified(id, "artifacts of " + workspace));
            case ARTIFACT_TYPE -> types(workspace, writer, patience);
            case STAGE, TAG -> {
                if (subject.model() != null) {
                    List<Name> stages = names.modelStages(workspace, subject.model(), patience);
                    all(stages, "stages of " + subject.model(), writer);
                }
            }
            case ALIAS -> {
                if (subject.artifact() != null) {
                    List<Name> aliases = names.artifactAliases(workspace, subject.artifact(), patience);
                    all(aliases, "aliases of " + subject.artifact(), writer);
                }
            }
            default -> versions(subject, writer, patience);
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

    private void versions(RegistryRef subject, LiteralWriter writer, Deadline patience) {
        if (subject.model() != null) {
            List<Name> versions = names.modelVersions(subject.workspace(), subject.model(), patience);
            all(versions, "versions of " + subject.model(), writer);
        } else if (subject.artifact() != null) {
            List<Name> versions = names.artifactVersions(subject.workspace(), subject.artifact(), patience);
            all(versions, "versions of " + subject.artifact(), writer);
        }
    }

    private void types(String workspace, LiteralWriter writer, Deadline patience) {
        Set<String> types = new LinkedHashSet<>();
        names.artifacts(workspace, patience).forEach(artifact -> types.add(artifact.description()));
        types.remove(null);
        types.forEach(type -> writer.whole(type, "types of artifacts", null));
    }

    static void all(List<Name> offered, String group, LiteralWriter writer) {
        writer.hint("none there", group);
        offered.forEach(name -> writer.whole(name.name(), group, name.description()));
    }
}
