package io.cometsh.completion;

import io.cometsh.client.Experiment;
import io.cometsh.client.LoggedArtifact;
import io.cometsh.client.Model;
import io.cometsh.client.service.RunColumn;
import io.cometsh.completion.CursorContext.InLiteral;
import io.cometsh.query.Column;
import io.cometsh.query.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The live names that a method's text arguments take. */
final class ArgumentCompleter {
    private static final Set<String> FILE_CLASSES = Set.of(
            "File",
            "FileReader",
            "FileWriter",
            "FileInputStream",
            "FileOutputStream",
            "PrintWriter",
            "RandomAccessFile");
    private static final List<String> FACT_COLUMNS = List.of(
            "experiment_key",
            "experiment_name",
            "workspace",
            "project",
            "archived",
            "state",
            "start_time",
            "end_time",
            "duration_seconds",
            "tags");

    private final LiveNames names;
    private final CallReader reader;
    private final ProjectRefs places;
    private final RegistryNames registry;
    private final Path home;

    ArgumentCompleter(LiveNames names, Scope scope, ProjectRefs places) {
        this.names = names;
        this.reader = new CallReader(scope);
        this.places = places;
        this.registry = new RegistryNames(names, reader, places);
        this.home = scope.home();
    }

    void offer(InLiteral context, LiteralWriter writer, Deadline deadline) {
        if (context.calls().isEmpty() || !context.calls().get(0).current().begins()) {
            return;
        }
        Call call = context.calls().get(0);
        if (isFile(call)) {
            files(writer);
            return;
        }
        Set<NameKind> kinds = EnumSet.noneOf(NameKind.class);
        for (String parameter : reader.parameterNames(call, context.locals())) {
            NameKind kind = NameKind.ofParameter(call.name(), parameter);
            if (kind != null) {
                kinds.add(kind == NameKind.PATH && !CallReader.isPath(call) ? NameKind.FILE : kind);
            }
            NameKind.choices(call.name(), parameter).forEach(choice -> writer.whole(choice, parameter, null));
        }
        if (kinds.contains(NameKind.WORKSPACE) && CallReader.isPath(call)) {
            kinds.add(NameKind.PATH);
        }
        if (kinds.contains(NameKind.PATH) && kinds.contains(NameKind.WORKSPACE)) {
            // Both begin with a workspace: a slash tells which one is being written.
            kinds.remove(writer.typed().contains("/") ? NameKind.WORKSPACE : NameKind.PATH);
        }
        kinds.forEach(kind -> offer(kind, call, context, writer, deadline));
    }

    private static boolean isFile(Call call) {
        if (call.position() != 0) {
            return false;
        }
        if (call.receiver() == null) {
            return FILE_CLASSES.contains(call.name());
        }
        String on = call.receiver().steps().isEmpty() ? call.receiver().name() : null;
        return "Path".equals(on) && call.name().equals("of")
                || "Paths".equals(on) && call.name().equals("get");
    }

    private void offer(NameKind kind, Call call, InLiteral context, LiteralWriter writer, Deadline deadline) {
        Locals locals = context.locals();
        switch (kind) {
            case WORKSPACE ->
                names.within(deadline).workspaces().forEach(workspace -> writer.whole(workspace, "workspaces", null));
            case PROJECT -> {
                String workspace = reader.takes(call, NameKind.WORKSPACE, locals) && isGivenOne(call)
                        ? reader.value(call, NameKind.WORKSPACE, locals)
                        : places.workspace(context.calls(), locals);
                if (workspace != null) {
                    names.within(deadline)
                            .projects(workspace)
                            .forEach(project -> writer.whole(project, "projects of " + workspace, null));
                }
            }
            case EXPERIMENT -> experiments(placeOf(call, context), true, writer, deadline);
            case EXPERIMENT_PATTERN -> {
                ProjectRef place = placeOf(call, context);
                if (place != null) {
                    names.within(deadline).experiments(place.workspace(), place.project()).stream()
                            .map(ExperimentName::name)
                            .filter(Objects::nonNull)
                            .distinct()
                            .forEach(name -> writer.whole(name, "experiments", null));
                }
            }
            case EXPERIMENT_KEY -> experiments(places.of(context.calls(), locals), false, writer, deadline);
            case PATH -> path(reader.path(call, locals), call.name().endsWith("Project") ? 2 : 3, writer, deadline);
            case METRIC, PARAMETER, OTHER, TAG -> columns(kind.source(), call, context, writer, deadline);
            case COLUMN -> tableColumns(places.of(context.calls(), locals), writer, deadline);
            case MODEL, VERSION, STATUS, STAGE, ARTIFACT, ARTIFACT_ID, ARTIFACT_TYPE, ALIAS ->
                registry.offer(kind, call, context, writer, deadline);
            case LOGGED_MODEL -> loggedModels(call, context, writer, deadline);
            case PROJECT_ID -> projectIds(context, writer, deadline);
            case ASSET_NAME, ASSET_ID, ASSET_TYPE -> assets(kind, call, context, writer, deadline);
            case ENDPOINT ->
                names.endpoints().forEach(name -> writer.whole(name.name(), "endpoints", name.description()));
            case FILE -> files(writer);
        }
    }

    /** Where neither the call nor {@code :use} names a workspace. */
    static void ofWhich(LiteralWriter writer) {
        writer.hint(":use WORKSPACE/PROJECT sets it", "of which project?");
    }

    /** The project that the call names; of one that names none, such as {@code getExperiment("}, the one in use. */
    private ProjectRef placeOf(Call call, InLiteral context) {
        return reader.takes(call, NameKind.WORKSPACE, context.locals())
                ? reader.place(call, context.locals())
                : places.of(context.calls(), context.locals());
    }

    /** Whether the call names its workspace, even if only as an expression to be computed. */
    private static boolean isGivenOne(Call call) {
        return call.current().name() == null
                || call.arguments().stream()
                        .anyMatch(argument -> argument.name() == null
                                || NameKind.ofParameter(SnakeCase.toCamel(argument.name())) == NameKind.WORKSPACE);
    }

    private void experiments(ProjectRef place, boolean byName, LiteralWriter writer, Deadline deadline) {
        if (place == null) {
            ofWhich(writer);
            return;
        }
        String group = "experiments of " + place.workspace() + "/" + place.project();
        List<ExperimentName> experiments = names.within(deadline).experiments(place.workspace(), place.project());
        for (ExperimentName experiment : experiments) {
            if (byName && experiment.name() != null) {
                writer.whole(experiment.name(), group, experiment.experimentKey());
            }
        }
        for (ExperimentName experiment : experiments) {
            writer.whole(experiment.experimentKey(), "keys", experiment.name());
            if (!byName && experiment.name() != null) {
                // Found by its name too, where only a key will do.
                writer.whole(experiment.name(), experiment.experimentKey(), "keys", experiment.name());
            }
        }
    }

    /** {@code "workspace/project/experiment"} a part at a time, or {@code "workspace", "project", "experiment"}. */
    private void path(List<String> before, int most, LiteralWriter writer, Deadline deadline) {
        String typed = writer.typed();
        List<String> parts = new ArrayList<>(before);
        parts.addAll(List.of(typed.split("/", -1)));
        String stem = typed.substring(0, typed.lastIndexOf('/') + 1);
        switch (parts.size() > most ? 0 : parts.size()) {
            case 1 ->
                names.within(deadline)
                        .workspaces()
                        .forEach(name -> part(name, "workspaces", before, typed, stem, writer));
            case 2 -> {
                String group = "projects of " + parts.get(0);
                names.within(deadline)
                        .projects(parts.get(0))
                        .forEach(name -> part(name, group, before, typed, stem, writer));
            }
            case 3 -> {
                String group = "experiments of " + parts.get(0) + "/" + parts.get(1);
                for (ExperimentName experiment : names.within(deadline).experiments(parts.get(0), parts.get(1))) {
                    String name = experiment.name() == null ? experiment.experimentKey() : experiment.name();
                    writer.whole(stem + name, group, experiment.experimentKey());
                }
            }
            default -> {
                // An experiment is the last part.
            }
        }
    }

    private static void part(
            String name, String group, List<String> before, String typed, String stem, LiteralWriter writer) {
        String value = stem + name;
        if (!before.isEmpty()) {
            writer.whole(value, group, null);
        } else {
            // A workspace and a project are whole answers too: the slash comes with the next TAB.
            writer.part(value.equals(typed) ? value + "/" : value, group, null);
        }
    }

    /** What one run has logged when the call is on its handle, else the columns of the project. */
    private void columns(Source source, Call call, InLiteral context, LiteralWriter writer, Deadline deadline) {
        StaticType receiver = reader.receiver(call, context.locals());
        if (receiver != null && receiver.type() == Model.class) {
            registry.offer(NameKind.TAG, call, context, writer, deadline);
            return;
        }
        String key = experimentKey(receiver, call, context.locals());
        if (key != null) {
            for (Name logged : names.within(deadline).logged(key, source)) {
                writer.whole(logged.name(), source.wireName() + " of the experiment", logged.description());
            }
            return;
        }
        ProjectRef place = places.of(context.calls(), context.locals());
        if (place == null) {
            ofWhich(writer);
        } else {
            columns(place, source, writer, deadline);
        }
    }

    /** The columns of one kind. */
    void columns(ProjectRef place, Source source, LiteralWriter writer, Deadline deadline) {
        String group = place.workspace() + "/" + place.project();
        for (Column column : names.within(deadline).columns(place.workspace(), place.project())) {
            if (column.source() == source) {
                writer.whole(column.name(), group, column.type());
            }
        }
    }

    private String experimentKey(StaticType receiver, Call call, Locals locals) {
        if (receiver != null && receiver.value() instanceof Experiment experiment) {
            return experiment.getKey();
        }
        for (Call origin : reader.origins(call, locals)) {
            if (SnakeCase.toCamel(origin.name()).matches("getExperimentBy(Key|Id)")) {
                String key = reader.value(origin, NameKind.EXPERIMENT_KEY, locals);
                return key != null ? key : reader.value(origin, NameKind.EXPERIMENT, locals);
            }
        }
        return null;
    }

    private void tableColumns(ProjectRef place, LiteralWriter writer, Deadline deadline) {
        FACT_COLUMNS.forEach(column -> writer.whole(column, "facts", null));
        if (place == null) {
            return;
        }
        // A column can be inside a function: spark(metrics.loss).
        boolean spark = writer.typed().startsWith("spark(");
        String group = place.workspace() + "/" + place.project();
        for (Column column : names.within(deadline).columns(place.workspace(), place.project())) {
            if (!RunColumn.exists(column)) {
                continue;
            }
            String typed = RunColumn.typed(column.source(), column.name());
            if (!spark) {
                RunColumn.withWords(typed, writer.typed())
                        .forEach(written -> writer.whole(written, group, column.type()));
            } else if (column.source() == Source.METRICS) {
                writer.whole("spark(" + typed + ")", group, column.type());
            }
        }
    }

    private void loggedModels(Call call, InLiteral context, LiteralWriter writer, Deadline deadline) {
        String key = experimentKey(reader.receiver(call, context.locals()), call, context.locals());
        if (key != null) {
            names.within(deadline)
                    .loggedModels(key)
                    .forEach(model -> writer.whole(model.name(), "models of the run", null));
        }
    }

    /** Ids, found by the project's name, which is what a person knows. */
    private void projectIds(InLiteral context, LiteralWriter writer, Deadline deadline) {
        String workspace = places.workspace(context.calls(), context.locals());
        if (workspace == null) {
            ofWhich(writer);
        } else {
            names.within(deadline)
                    .projectIds(workspace)
                    .forEach(id -> writer.identified(id, "projects of " + workspace));
        }
    }

    private void assets(NameKind kind, Call call, InLiteral context, LiteralWriter writer, Deadline deadline) {
        StaticType receiver = reader.receiver(call, context.locals());
        if (receiver != null && receiver.value() instanceof LoggedArtifact artifact) {
            RegistryNames.all(
                    names.within(deadline)
                            .artifactFiles(artifact.getWorkspace(), artifact.getName(), artifact.getVersion()),
                    "files of " + artifact.getName(),
                    writer);
            return;
        }
        String key = experimentKey(receiver, call, context.locals());
        if (key == null) {
            key = reader.value(call, NameKind.EXPERIMENT_KEY, context.locals());
        }
        if (key == null) {
            return;
        }
        for (AssetName asset : names.within(deadline).assets(key)) {
            switch (kind) {
                case ASSET_NAME -> writer.whole(asset.fileName(), "assets", asset.type());
                case ASSET_TYPE -> writer.whole(asset.type(), "types of assets", null);
                default -> {
                    writer.whole(asset.assetId(), "assets", asset.fileName());
                    writer.whole(asset.fileName(), asset.assetId(), "assets", asset.fileName());
                }
            }
        }
    }

    private void files(LiteralWriter writer) {
        for (String name : FileNames.below(writer.typed(), Path.of("").toAbsolutePath(), home)) {
            if (name.endsWith("/")) {
                writer.part(name, "files", null);
            } else {
                writer.whole(name, "files", null);
            }
        }
    }
}
