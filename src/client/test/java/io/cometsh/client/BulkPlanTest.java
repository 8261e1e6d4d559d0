package io.cometsh.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.client.service.NotFoundException;
import io.cometsh.query.QueryVariable;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.support.Worlds;
import io.cometsh.transport.CometException;
import io.cometsh.transport.OkHttpTransport;
import io.cometsh.transport.TransportOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes to many experiments: shown before, written down while, taken back after. */
class BulkPlanTest {
    private static final Object SMALL = QueryVariable.metric("loss").lt(3);
    private static final Object ALL = QueryVariable.metric("loss").ne(null);

    @TempDir
    Path folder;

    private CometServer server;
    private Api api;

    @BeforeEach
    void start() {
        server = CometServer.start(ServerOptions.inMemory());
        Worlds.fill(server, "acme", "vision", 20, (run, i) -> {
            run.metric("loss", i);
            if (i % 2 == 0) {
                run.tag("even");
            }
        });
        api = connect();
        api.createProject("acme", "best");
    }

    private Api connect() {
        return new Api(
                new OkHttpTransport(TransportOptions.of(server.address(), "any-key")),
                server::address,
                ApiOptions.defaults().withJournals(() -> Journals.in(folder)));
    }

    @AfterEach
    void stop() {
        api.close();
        server.close();
    }

    private BulkPlan plan(Object query) {
        return api.plan(api.query("acme", "vision", query));
    }

    private List<Path> journals() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void a_plan_is_a_table_of_what_would_change_and_changes_nothing() throws IOException {
        BulkPlan plan = plan(SMALL).addTag("even").moveTo("acme/best").archive();

        assertThat(plan.table().rows().stream().map(row -> row.subList(0, 3)).toList())
                .containsExactly(
                        List.of("run-0", "move to acme/best", "move to acme/vision"),
                        List.of("run-0", "archive", "restore"),
                        List.of("run-1", "add tag even", "remove tag even"),
                        List.of("run-1", "move to acme/best", "move to acme/vision"),
                        List.of("run-1", "archive", "restore"),
                        List.of("run-2", "move to acme/best", "move to acme/vision"),
                        List.of("run-2", "archive", "restore"));
        assertThat(plan).hasToString("7 changes to 3 experiments");
        assertThat(api.query("acme", "vision", ALL)).hasSize(20);
        assertThat(journals()).isEmpty();
    }

    @Test
    void applied_and_undone_everything_is_as_it_was() throws IOException {
        BulkResult result = plan(SMALL)
                .addTag("x")
                .removeTag("even")
                .moveTo("acme/best")
                .archive()
                .apply();

        assertThat(result.done()).isEqualTo(11);
        assertThat(api.query("acme", "vision", ALL)).hasSize(17);
        assertThat(api.getArchivedExperiments("acme", "best"))
                .hasSize(3)
                .allSatisfy(one -> assertThat(one.getTags()).containsExactly("x"));
        assertThat(Files.getPosixFilePermissions(journals().get(0)))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));

        assertThat(api.undo().apply().done()).isEqualTo(11);
        assertThat(api.query("acme", "vision", ALL)).hasSize(20);
        assertThat(api.query("acme", "vision", QueryVariable.tag("even"))).hasSize(10);
        assertThat(api.query("acme", "vision", QueryVariable.tag("x"))).isEmpty();
        assertThatThrownBy(() -> api.undo())
                .isInstanceOf(NotFoundException.class)
                .hasMessageStartingWith("nothing to undo: there is no journal of " + server.address());
        assertThat(api.undo(journals().get(1).toString()).apply().done())
                .as("the undo of the undo")
                .isEqualTo(11);
    }

    @Test
    void a_second_undo_goes_back_one_further() {
        plan(SMALL).addTag("first").apply();
        plan(SMALL).addTag("second").apply();

        api.undo().apply();
        assertThat(api.query("acme", "vision", QueryVariable.tag("second"))).isEmpty();
        assertThat(api.query("acme", "vision", QueryVariable.tag("first"))).hasSize(3);
        api.undo().apply();
        assertThat(api.query("acme", "vision", QueryVariable.tag("first"))).isEmpty();
    }

    @Test
    void a_plan_made_again_after_it_was_applied_is_empty() throws IOException {
        plan(SMALL).addTag("x").apply();

        assertThat(plan(SMALL).addTag("x").isEmpty()).isTrue();
        assertThat(plan(SMALL).addTag("x").apply()).isEqualTo(new BulkResult(0, List.of(), 0, null));
        assertThat(journals()).hasSize(1);
    }

    @Test
    void the_same_handles_know_what_has_been_done_to_them() {
        ExperimentList runs = api.query("acme", "vision", SMALL);
        api.plan(runs).addTag("x").archive().apply();

        assertThat(api.plan(runs).addTag("x").archive().isEmpty()).isTrue();
        assertThat(api.plan(runs).restore().size()).isEqualTo(3);
    }

    @Test
    void an_undo_that_failed_on_the_way_is_done_again() throws IOException {
        plan(SMALL).addTag("x").apply();
        Path journal = journals().get(0);
        Files.writeString(
                folder.resolve("20990101T000000.000Z.jsonl"),
                "{\"journal\":1,\"server\":\"" + server.address() + "\",\"undoes\":\"" + journal.getFileName()
                        + "\"}\n{\"end\":1,\"failures\":2}\n");

        assertThat(api.undo().size()).isEqualTo(3);
    }

    @Test
    void the_plan_and_the_result_name_deleted_experiments() {
        BulkPlan plan = plan(SMALL).delete();
        assertThat(plan).hasToString("3 changes to 3 experiments, 3 of them impossible to undo");
        assertThat(plan.table().rows().get(0).subList(0, 3))
                .isEqualTo(List.of("run-0", "delete permanently", "impossible"));
        plan.apply();
        assertThat(api.query("acme", "vision", ALL)).hasSize(17);
        assertThat(api.undo().isEmpty()).isTrue();
        assertThatThrownBy(() -> plan(SMALL).delete().archive())
                .isInstanceOf(CometException.class)
                .hasMessage("what is deleted needs no other change: plan delete() alone");
    }

    @Test
    void the_first_failure_ends_it_and_reports_what_was_done() {
        BulkPlan plan = plan(ALL).archive();
        assertThat(plan.size()).isEqualTo(20);
        try (Api other = connect()) {
            other.deleteExperiment(Worlds.key(1));
        }

        assertThatThrownBy(plan::apply)
                .isInstanceOf(PartialException.class)
                .hasMessageStartingWith(
                        "1 of 20 changes failed, 7 done, 12 not tried\n  archive " + Worlds.key(1) + ": ");
        assertThat(api.undo().size()).isEqualTo(7);
    }

    @Test
    void asked_to_keep_going_it_does_the_rest() {
        BulkPlan plan = plan(ALL).archive();
        assertThat(plan.size()).isEqualTo(20);
        try (Api other = connect()) {
            other.deleteExperiment(Worlds.key(1));
        }

        assertThatThrownBy(() -> plan.apply(true))
                .isInstanceOf(PartialException.class)
                .hasMessageStartingWith("1 of 20 changes failed, 19 done\n");
        assertThat(api.query("acme", "vision", ALL)).isEmpty();
    }

    @Test
    void what_was_begun_and_never_arrived_is_not_undone() throws IOException {
        plan(SMALL).addTag("x").apply();
        String key = Worlds.key(9);
        Files.writeString(
                journals().get(0),
                "{\"begin\":4,\"experimentKey\":\"" + key
                        + "\",\"do\":\"archive\",\"undo\":\"restore\"}\n{\"begin\":5,\"exp",
                StandardOpenOption.APPEND);

        assertThat(api.undo().size()).isEqualTo(3);
        api.archiveExperiment(key);
        assertThat(api.undo().table().rows().get(0).get(1)).isEqualTo("restore");
    }

    @Test
    void another_server_has_journals_of_its_own() {
        plan(SMALL).addTag("x").apply();
        Journals elsewhere = Journals.in(folder).ofServer("another");
        assertThatThrownBy(() -> elsewhere.last(server.address())).isInstanceOf(NotFoundException.class);
    }
}
