package io.cometsh.spark;

import io.cometsh.client.Api;
import io.cometsh.client.Experiment;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.query.QueryExpression;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Lists the runs of a project with their facts. */
final class Listing {
    private static final int PAGE_SIZE = 1000;
    private static final int PAGES_AT_ONCE = 16;

    private final Api api;
    private final String workspace;
    private final String project;

    Listing(Api api, CometOptions options) {
        this.api = api;
        workspace = options.workspace();
        project = options.project();
    }

    /** What Comet finds for a question, in the server's order. */
    Collection<ExperimentMetadata> found(QueryExpression question, boolean archived) {
        return api.query(workspace, project, question, archived).stream()
                .map(Experiment::getMetadata)
                .toList();
    }

    Collection<ExperimentMetadata> archived() {
        return api.getArchivedExperiments(workspace, project).stream()
                .map(Experiment::getMetadata)
                .toList();
    }

    /**
     * All runs, in the server's order. Many pages are asked for at once.
     *
     * @param count how many runs the server counts; it may be wrong
     */
    Collection<ExperimentMetadata> all(long count) {
        Map<String, ExperimentMetadata> runs = new LinkedHashMap<>();
        List<ExperimentMetadata> page = page(1);
        add(page, runs);
        // A longer page is the whole list, of a server that knows no pages.
        if (page.size() == PAGE_SIZE) {
            int last = (int) Math.min(Integer.MAX_VALUE, (count + PAGE_SIZE - 1) / PAGE_SIZE);
            page = pages(2, last, runs, page);
            for (int number = Math.max(2, last + 1); page.size() == PAGE_SIZE; number++) {
                page = page(number);
                int before = runs.size();
                add(page, runs);
                if (runs.size() == before) {
                    break;
                }
            }
        }
        return runs.values();
    }

    private List<ExperimentMetadata> pages(
            int from, int to, Map<String, ExperimentMetadata> runs, List<ExperimentMetadata> before) {
        if (to < from) {
            return before;
        }
        ExecutorService threads = OpenAhead.threads(Math.min(PAGES_AT_ONCE, to - from + 1));
        try {
            List<Future<List<ExperimentMetadata>>> pages = new ArrayList<>();
            for (int number = from; number <= to; number++) {
                int wanted = number;
                pages.add(threads.submit(() -> page(wanted)));
            }
            List<ExperimentMetadata> last = before;
            for (Future<List<ExperimentMetadata>> page : pages) {
                last = page.get();
                add(last, runs);
            }
            return last;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("the query was cancelled"));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private List<ExperimentMetadata> page(int number) {
        return api.genExperiments(workspace, project, null, number, PAGE_SIZE, null, null)
                .map(Experiment::getMetadata)
                .toList();
    }

    /** While the pages are read, a new run may push the last one of a page to the next page. */
    private static void add(List<ExperimentMetadata> page, Map<String, ExperimentMetadata> runs) {
        page.forEach(run -> runs.putIfAbsent(run.experimentKey(), run));
    }
}
