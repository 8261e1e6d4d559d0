package io.cometsh.server.page;

import static j2html.TagCreator.a;
import static j2html.TagCreator.p;

import io.cometsh.server.route.Pages;
import io.cometsh.server.route.PathPattern;
import io.cometsh.server.route.Reply;
import io.cometsh.server.route.Request;
import io.cometsh.server.route.Services;
import io.cometsh.server.service.CometError;
import io.cometsh.server.service.CometFailure;
import io.cometsh.server.service.User;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table of the pages, and what holds for all of them: who may see them, and what a failure looks like. */
public final class Site implements Pages {
    private record Entry(String method, PathPattern path, Page page, boolean open) {}

    private final List<Entry> entries = new ArrayList<>();
    private final Services services;
    private final Files files = new Files();
    private final Layout layout = new Layout(files);
    private final SignIn signIn;

    /**
     * @param queries reads the query language; null shows no box for queries
     * @param keyHelp where users find the key that they sign in with
     */
    public Site(Services services, QueryReader queries, String keyHelp) {
        this.services = services;
        this.signIn = new SignIn(services.accounts(), layout, keyHelp);
        open("GET", "-/file/{name}", files);
        open("GET", "-/sign-in", signIn::show);
        open("POST", "-/sign-in", signIn::enter);
        open("POST", "-/sign-out", signIn::leave);
        ShortLinks shortLinks = new ShortLinks(services);
        add("api/experiment/redirect", shortLinks::run);
        add("api/projects/redirect", shortLinks::project);
        add("api/asset/download", shortLinks::asset);
        add("api/image/download", shortLinks::asset);
        add("", new WorkspacesPage(services, layout));
        add("{workspace}", new WorkspacePage(services, layout));
        Page project = new ProjectPage(services, layout, queries);
        add("{workspace}/{project}/view/**", project);
        Page run = new RunPage(services, layout);
        add("{workspace}/{project}/archive/{key}", run);
        add("{workspace}/artifacts", new ArtifactsPage(services, layout));
        ArtifactPage artifacts = new ArtifactPage(services, layout);
        add("{workspace}/artifacts/{name}", artifacts::artifact);
        add("{workspace}/artifacts/{name}/{version}", artifacts::version);
        add("{workspace}/model-registry", new ModelsPage(services, layout));
        ModelPage models = new ModelPage(services, layout);
        add("{workspace}/model-registry/{name}", models::model);
        add("{workspace}/model-registry/{name}/{version}", models::version);
        add("{workspace}/{project}", project);
        add("{workspace}/{project}/compare", new ComparePage(services, layout));
        add("{workspace}/{project}/{key}", run);
        addDownloads(new AssetDownloads(services));
    }

    private void addDownloads(AssetDownloads downloads) {
        add("-/run/{key}/asset/{asset}", downloads::asset);
        add("-/run/{key}/image/{asset}", downloads::image);
        add("-/run/{key}/output.txt", downloads::output);
        add("-/run/{key}/log.html", downloads::html);
        add("-/run/{key}/graph.txt", downloads::graph);
        add("-/run/{key}/git-patch.zip", downloads::gitPatch);
        add("-/kept/{version}/{asset}", downloads::kept);
    }

    private void add(String path, Page page) {
        entries.add(new Entry("GET", PathPattern.of(path), page, false));
    }

    private void open(String method, String path, Page page) {
        entries.add(new Entry(method, PathPattern.of(path), page, true));
    }

    @Override
    public Reply answer(Request request) throws IOException {
        try {
            return found(request);
        } catch (CometFailure e) {
            return failure(layout.page(request), e.error(), e.getMessage());
        }
    }

    private Reply found(Request request) throws IOException {
        String path = request.path().replaceAll("^/+|/+$", "");
        String method = request.method().equals("HEAD") ? "GET" : request.method();
        for (Entry entry : entries) {
            Optional<Map<String, String>> inPath =
                    entry.method().equals(method) ? entry.path().match(path) : Optional.empty();
            if (inPath.isPresent()) {
                request.setInPath(inPath.get());
                return entry.open() ? entry.page().show(request) : shown(entry.page(), request);
            }
        }
        return failure(
                layout.page(request),
                CometError.PAGE_NOT_FOUND,
                CometError.PAGE_NOT_FOUND.failure().getMessage());
    }

    private Reply shown(Page page, Request request) throws IOException {
        Optional<User> user = signIn.user(request);
        if (user.isEmpty()) {
            return signIn.ask(request);
        }
        request.setUser(user.get());
        services.store().setScope(user.get().scope());
        return page.show(request);
    }

    @Override
    public Reply failed(CometError error, String message) {
        return failure(layout.page(null), error, message);
    }

    private static Reply failure(Layout.Draft draft, CometError error, String message) {
        // The API answers some of them with 400, as Comet does.
        int status = error.name().endsWith("_NOT_FOUND") ? 404 : error.status();
        String title = switch (status) {
            case 403 -> "Not allowed";
            case 404 -> "Not found";
            case 400, 405, 413 -> "Not understood";
            default -> "Failed";
        };
        return draft.heading(title)
                .status(status)
                .show(p(DisplayText.sentence(message)), p(a("All workspaces").withHref("/")));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
