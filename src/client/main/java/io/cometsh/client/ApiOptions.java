package io.cometsh.client;

import io.cometsh.client.service.BulkProgress;
import io.cometsh.transport.TransportOptions;
import java.net.URI;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * How an {@link Api} behaves.
 *
 * @param strict whether an unknown column is an error instead of a warning
 * @param parallel how many reads of many experiments may be begun at once; the transport bounds the requests
 * @param warnings where a sentence goes that the user should read, such as an unknown name with the nearest ones
 * @param panel what surrounds the program; asked for when one of the panel methods is called
 * @param browser what opens a page for {@link Experiment#display}
 * @param journals where bulk writes are written down, so that they can be undone
 * @param progress gets the progress of reads of many experiments
 */
public record ApiOptions(
        boolean strict,
        int parallel,
        Consumer<String> warnings,
        Supplier<PanelContext> panel,
        Consumer<URI> browser,
        BulkProgress progress,
        Supplier<Journals> journals) {

    /** One outside of any panel, with the browser of the desktop. */
    public ApiOptions(boolean strict, int parallel, Consumer<String> warnings) {
        this(
                strict,
                parallel,
                warnings,
                PanelContext::none,
                ExperimentTabs::open,
                BulkProgress.NONE,
                Journals::ofProcess);
    }

    /** Lenient, as many reads at once as the transport allows, warnings on standard error, no panel. */
    public static ApiOptions defaults() {
        return new ApiOptions(
                false, TransportOptions.DEFAULT_PARALLEL, warning -> System.err.println("warning: " + warning));
    }

    public ApiOptions withStrict(boolean value) {
        return new ApiOptions(value, parallel, warnings, panel, browser, progress, journals);
    }

    public ApiOptions withWarnings(Consumer<String> value) {
        return new ApiOptions(strict, parallel, value, panel, browser, progress, journals);
    }

    /** The same in a panel, or with the workspace and project of {@link PanelContext#of(io.cometsh.settings.Settings)}. */
    public ApiOptions withPanel(Supplier<PanelContext> value) {
        return new ApiOptions(strict, parallel, warnings, value, browser, progress, journals);
    }

    /** The same with something else that opens pages. */
    public ApiOptions withBrowser(Consumer<URI> value) {
        return new ApiOptions(strict, parallel, warnings, panel, value, progress, journals);
    }

    /** The same, telling how far reads of many experiments are. */
    public ApiOptions withProgress(BulkProgress value) {
        return new ApiOptions(strict, parallel, warnings, panel, browser, value, journals);
    }

    /** The same with the journals somewhere else, or with none. */
    public ApiOptions withJournals(Supplier<Journals> value) {
        return new ApiOptions(strict, parallel, warnings, panel, browser, progress, value);
    }
}
