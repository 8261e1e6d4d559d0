package io.cometsh.server.page;

import static j2html.TagCreator.a;
import static j2html.TagCreator.code;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.img;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;

import io.cometsh.server.route.Request;
import io.cometsh.server.route.Services;
import io.cometsh.server.service.ArtifactService;
import io.cometsh.server.service.AssetService;
import io.cometsh.server.service.ExperimentModels;
import io.cometsh.server.service.ExperimentService.ExperimentInProject;
import io.cometsh.server.store.AssetRow;
import io.cometsh.server.store.DocumentStore.Document;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a run logged as files, and what it used and made: assets, artifacts, models. */
final class RunFileLists {
    private static final int ROWS = 200;
    private static final int IMAGES = 48;

    private final Services services;

    RunFileLists(Services services) {
        this.services = services;
    }

    DomContent assets(Request request, ExperimentInProject run) {
        List<AssetRow> all = services.assets().list(run.row().key(), null).stream()
                .sorted(Comparator.comparing(AssetService::shownType)
                        .thenComparing(AssetRow::fileName)
                        .thenComparing(AssetRow::step, Comparator.nullsFirst(Comparator.naturalOrder())))
                .toList();
        if (all.isEmpty()) {
            return div(RunPage.nothing("No assets. The SDK logs them with log_asset(…) and log_image(…)."), texts(run));
        }
        int from = Paging.from(request, all.size());
        HtmlTable table = HtmlTable.of("Assets")
                .text("Name", "Type")
                .number("Step", "Size")
                .text("Logged (UTC)");
        for (AssetRow asset : all.subList(from, Math.min(all.size(), from + ROWS))) {
            table.row(
                    file(run, asset),
                    text(AssetService.shownType(asset)),
                    text(asset.step() == null ? "" : asset.step().toString()),
                    text(asset.link() == null ? DisplayText.bytes(asset.size()) : "elsewhere"),
                    DisplayText.time(asset.created()));
        }
        return div(
                images(run, all),
                section(
                        h2("Files"),
                        table.html(),
                        Paging.links(request, Runs.address(run), from, ROWS, all.size(), "asset")),
                texts(run));
    }

    private DomContent images(ExperimentInProject run, List<AssetRow> assets) {
        List<AssetRow> images = assets.stream()
                .filter(asset -> asset.link() == null && AssetDownloads.isPicture(asset.fileName(), asset.extension()))
                .toList();
        return iff(
                !images.isEmpty(),
                section(
                        h2("Images"),
                        div(each(images.subList(0, Math.min(IMAGES, images.size())), image -> image(run, image)))
                                .withClass("images"),
                        iff(
                                images.size() > IMAGES,
                                p("The first " + IMAGES + " of " + DisplayText.count(images.size(), "image")
                                                + "; the others are in the list.")
                                        .withClass("quiet"))));
    }

    private static DomContent image(ExperimentInProject run, AssetRow image) {
        String step = image.step() == null ? "" : " · step " + image.step();
        return figure(
                a(img().withSrc(AssetDownloads.address(run, "image/" + Links.part(image.id())))
                                .withAlt(image.fileName() + step)
                                .attr("loading", "lazy"))
                        .withHref(AssetDownloads.address(run, "image/" + Links.part(image.id()))),
                figcaption(image.fileName() + step));
    }

    /** A file here is downloaded. What is elsewhere is an address: a link only if a browser can follow it. */
    private static DomContent file(ExperimentInProject run, AssetRow asset) {
        String link = asset.link();
        if (link == null) {
            return a(asset.fileName())
                    .withHref(AssetDownloads.address(run, "asset/" + Links.part(asset.id())))
                    .attr("download", "");
        }
        boolean web = link.startsWith("https://") || link.startsWith("http://");
        return span(
                text(asset.fileName() + " "), web ? a(link).withHref(link).withRel("noreferrer noopener") : code(link));
    }

    private DomContent texts(ExperimentInProject run) {
        List<DomContent> links = new ArrayList<>();
        addText(run, Document.HTML, "HTML that the run logged", "log.html", links);
        addText(run, Document.GRAPH, "Graph of the model", "graph.txt", links);
        return iff(!links.isEmpty(), section(h2("Texts"), each(links.stream())));
    }

    private void addText(
            ExperimentInProject run, Document document, String title, String file, List<DomContent> links) {
        if (services.log().document(run.row().key(), document) != null) {
            links.add(p(a(title).withHref(AssetDownloads.address(run, file)).attr("download", "")));
        }
    }

    DomContent artifacts(ExperimentInProject run) {
        ArtifactService.Lineage lineage = services.artifacts().lineage(run.row().key());
        return div(
                versions("Artifacts that the run used", lineage.inputs()),
                versions("Artifacts that the run logged", lineage.outputs()),
                models(run));
    }

    private static DomContent versions(String title, List<ArtifactService.ArtifactVersionDetails> versions) {
        HtmlTable table = HtmlTable.of(title)
                .text("Artifact", "Type", "Version", "Aliases")
                .number("Size");
        for (ArtifactService.ArtifactVersionDetails version : versions) {
            table.row(
                    a(version.artifact().name())
                            .withHref(Links.artifacts(version.artifact().workspace())),
                    text(version.artifact().type()),
                    text(version.row().version()),
                    text(String.join(", ", version.aliases())),
                    text(DisplayText.bytes(version.size())));
        }
        return section(h2(title), table.isEmpty() ? RunPage.nothing("None.") : table.html());
    }

    private DomContent models(ExperimentInProject run) {
        HtmlTable table = HtmlTable.of("Models").text("Model", "Registered as");
        for (ExperimentModels.LoggedModel model :
                services.models().list(run.row().key())) {
            table.row(
                    text(model.name()),
                    model.registered().isEmpty()
                            ? span("not registered").withClass("quiet")
                            : each(
                                    model.registered(),
                                    registered -> div(
                                            a(registered.model().name())
                                                    .withHref(Links.models(
                                                            registered.model().workspace())),
                                            text(" " + registered.version().version()))));
        }
        return section(h2("Models that the run logged"), table.isEmpty() ? RunPage.nothing("None.") : table.html());
    }
}
