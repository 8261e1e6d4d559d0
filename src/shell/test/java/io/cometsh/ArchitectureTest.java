package io.cometsh;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.junit.CacheMode;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.cometsh.client.Experiment;
import io.cometsh.client.ExperimentGroups;
import io.cometsh.client.ExperimentList;
import io.cometsh.client.LoggedArtifact;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The borders of the house. A rule for a package that does not exist yet holds now and applies as soon as it exists. */
@ArchTag("slow")
@AnalyzeClasses(
        packages = "io.cometsh",
        importOptions = ArchitectureTest.WithoutTests.class,
        cacheMode = CacheMode.PER_CLASS)
class ArchitectureTest {
    /** The tests of this module, and the jars or folders of the tests of the others. */
    static final class WithoutTests implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/") && !location.contains("-tests.jar");
        }
    }

    /**
     * Which of our packages may know which: {@code cli → shell → {completion, lang} → client → client.service →
     * {client.wire, query, cache → transport}}.
     */
    static final class Direction {
        @ArchTest
        static final ArchRule query_knows_none_of_us =
                mayUse("query", "text").because("the query language is plain Java that anybody can lift out");

        @ArchTest
        static final ArchRule transport_knows_none_of_us =
                mayUse("transport").because("requests are values; who asks and why is not its business");

        @ArchTest
        static final ArchRule text_knows_none_of_us = mayUse("text").because("a name is misspelt everywhere alike");

        @ArchTest
        static final ArchRule files_know_none_of_us = mayUse("files").because("a file is written the same way by all");

        @ArchTest
        static final ArchRule export_knows_only_how_files_are_written =
                mayUse("export", "files").because("it writes columns and rows, whatever they are about");

        @ArchTest
        static final ArchRule reference_knows_none_of_us =
                mayUse("reference").because("it reads what the build has written, and shows it to nobody");

        @ArchTest
        static final ArchRule plot_knows_the_client_and_adds_to_scripts = mayUse(
                        "plot", "client", "export", "query", "lang", "text")
                .because("it draws what the client reads, and the client itself draws nothing");

        @ArchTest
        static final ArchRule compare_knows_the_client_and_below = mayUse(
                        "compare", "client", "export", "query", "text")
                .because("whether two groups differ does not depend on who asked for it");

        @ArchTest
        static final ArchRule check_knows_how_samples_compare = mayUse("check", "client", "export", "query", "compare")
                .because("an expectation is compared with runs the same way wherever it is written");

        @ArchTest
        static final ArchRule diff_knows_the_client_and_adds_to_scripts = mayUse(
                        "diff", "client", "export", "query", "bulk", "files")
                .because("it compares what the client reads; the client itself needs no library for texts");

        @ArchTest
        static final ArchRule parquet_is_a_format_of_export =
                mayUse("parquet", "export").because("export finds it, and works if it is missing");

        @ArchTest
        static final ArchRule progress_knows_none_of_us = mayUse("progress").because("it counts, whatever is counted");

        @ArchTest
        static final ArchRule settings_know_the_transport_they_configure = mayUse("settings", "transport", "files")
                .because("a key and an address end in the options of a transport");

        @ArchTest
        static final ArchRule cache_is_a_transport_around_a_transport =
                mayUse("cache", "transport", "text").because("it knows endpoints and replies, not what they mean");

        @ArchTest
        static final ArchRule client_knows_what_is_below_it = mayUse(
                        "client", "query", "cache", "transport", "export", "settings", "files", "text")
                .because("it must be usable without the shell and the script language");

        @ArchTest
        static final ArchRule wire_holds_no_handle_and_sends_nothing = mayUse(
                        "client.wire", "query", "transport", "export")
                .because("a record is a part of one answer, whichever handle asked for it");

        @ArchTest
        static final ArchRule services_hold_no_handle = mayUse(
                        "client.service", "client.wire", "query", "cache", "transport", "export", "files", "text")
                .because("keys and records go in and records come out: a service that knew handles could not be read"
                        + " or tested without all of them");

        @ArchTest
        static final ArchRule points_are_read_by_services = mayUse(
                        "client.points", "client.service", "client.wire", "export", "files")
                .because("an export, a copy and a cluster read the points of whole experiments the same way");

        @ArchTest
        static final ArchRule bulk_knows_the_client_and_below = mayUse(
                        "bulk", "client", "query", "transport", "export", "files", "progress")
                .because("what is read of many experiments at once does not depend on who asked for it");

        @ArchTest
        static final ArchRule mirror_knows_bulk_and_below = mayUse(
                        "mirror", "bulk", "client", "query", "transport", "export", "files", "progress", "text")
                .because("a copy of a workspace answers as its server does, in every command");

        @ArchTest
        static final ArchRule sql_knows_the_mirror_and_tables = mayUse(
                        "sql", "mirror", "transport", "export", "files", "text")
                .because("it asks the files of a mirror and never a server");

        @ArchTest
        static final ArchRule lang_knows_the_client_and_below = mayUse(
                        "lang", "client", "query", "export", "files", "text")
                .because("the language is the same in the shell, in a file and in an embedding program");

        @ArchTest
        static final ArchRule completion_knows_the_client_and_below = mayUse(
                        "completion", "client", "query", "transport", "lang", "reference", "plot", "text")
                .because("names are completed where a line is edited, whichever shell edits it");

        @ArchTest
        static final ArchRule shell_knows_all_but_the_command_line_and_the_server = mayUse(
                        "shell",
                        "completion",
                        "lang",
                        "client",
                        "query",
                        "cache",
                        "transport",
                        "export",
                        "plot",
                        "progress",
                        "settings",
                        "files",
                        "text",
                        "reference")
                .because("the shell is one of the faces that the command line shows");

        @ArchTest
        static final ArchRule server_is_a_second_witness =
                mayUse("server").because("code shared with the client would let one wire mistake agree with itself");

        @ArchTest
        static final ArchRule no_cycles = slices().matching("io.cometsh.(*)..")
                .should()
                .beFreeOfCycles()
                .because("a package that needs its user cannot be read, tested or lifted out alone");

        /**
         * A nested class belongs to the class around it. Two pairs need each other by what they offer: an artifact leads to
         * the experiment that logged it, and groups are made of a list.
         */
        @ArchTest
        static final ArchRule no_cycles_of_handles = slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return type.getPackageName().equals("io.cometsh.client")
                                ? SliceIdentifier.of(type.getName().replaceFirst("\\$.*", ""))
                                : SliceIdentifier.ignore();
                    }

                    @Override
                    public String getDescription() {
                        return "the handles of the client";
                    }
                })
                .should()
                .beFreeOfCycles()
                .ignoreDependency(Experiment.class, LoggedArtifact.class)
                .ignoreDependency(ExperimentList.class, ExperimentGroups.class)
                .because(
                        "a handle that needs its lists and tables cannot be read alone: shared state is CachedExperiment");

        private static ArchRule mayUse(String subject, String... others) {
            Set<String> allowed = Stream.concat(Stream.of(subject), Arrays.stream(others))
                    .map(name -> "io.cometsh." + name)
                    .collect(Collectors.toSet());
            return noClasses()
                    .that()
                    .resideInAPackage("io.cometsh." + subject + "..")
                    .should()
                    .dependOnClassesThat(ofOursOutside(allowed))
                    .as(subject + " uses of our packages only "
                            + (others.length == 0 ? "itself" : Arrays.asList(others)))
                    .allowEmptyShould(true);
        }

        private static DescribedPredicate<JavaClass> ofOursOutside(Set<String> allowed) {
            return DescribedPredicate.describe(
                    "are ours, outside " + allowed,
                    type -> type.getPackageName().startsWith("io.cometsh")
                            && allowed.stream()
                                    .noneMatch(name -> type.getPackageName().equals(name)
                                            || type.getPackageName().startsWith(name + ".")));
        }
    }

    /** Each library has one home, so that it can be replaced in one place. */
    static final class Libraries {
        @ArchTest
        static final ArchRule of_the_client = classes()
                .that()
                .resideInAnyPackage(
                        homes("query", "transport", "settings", "cache", "client", "export", "files", "text"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(Stream.of(
                                homes("query", "transport", "settings", "cache", "client", "export", "files", "text"),
                                new String[] {
                                    "java..",
                                    "javax.net.ssl..",
                                    "okhttp3..",
                                    "okio..",
                                    "kotlin..",
                                    "com.fasterxml.jackson..",
                                    "org.apache.commons.csv.."
                                })
                        .flatMap(Arrays::stream)
                        .toArray(String[]::new))
                .because("a Java program that uses the client gets these three libraries and no other");

        @ArchTest
        static final ArchRule of_the_server = classes()
                .that()
                .resideInAPackage("io.cometsh.server..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.cometsh.server..",
                        "java..",
                        "com.sun.net.httpserver..",
                        "com.fasterxml.jackson..",
                        "org.apache.commons.fileupload2..",
                        "org.apache.commons.io..",
                        "j2html..",
                        "org.sqlite..",
                        "org.h2..")
                .because("it is a module of its own with these libraries");

        @ArchTest
        static final ArchRule okhttp = onlyIn("okhttp3..", "transport")
                .because("everybody else sends requests through the one-method Transport");

        @ArchTest
        static final ArchRule charts =
                onlyIn("org.knowm.xchart..", "plot").because("a plot is text first, and a picture only when asked for");

        /** Loading it takes a second: only the class that makes pictures may, and the one that opens a browser. */
        @ArchTest
        static final ArchRule drawing = noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.cometsh.plot.PlotImage")
                .and()
                .doNotHaveFullyQualifiedName("io.cometsh.client.ExperimentTabs")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.awt..", "javax.imageio..", "de.erichseifert..")
                .because("a table or a curve as text must not wait for Java's drawing");

        @ArchTest
        static final ArchRule text_differences =
                onlyIn("com.github.difflib..", "diff").because("how two texts are compared is decided in one place");

        @ArchTest
        static final ArchRule commons_csv =
                onlyIn("org.apache.commons.csv..", "export").because("how a table is written is export's to decide");

        @ArchTest
        static final ArchRule parquet =
                onlyIn("org.apache.parquet..", "parquet").because("export finds it by the class path");

        @ArchTest
        static final ArchRule statistics = onlyIn("org.apache.commons.statistics..", "compare")
                .because("only comparisons need it, and a start must not load it");

        @ArchTest
        static final ArchRule hadoop = noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.cometsh.parquet.ParquetRows")
                .and()
                .haveNameNotMatching("io\\.cometsh\\.parquet\\.ParquetRows\\$.*")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.hadoop..")
                .because("two signatures mention Hadoop for the compiler; at run time it is not there");

        @ArchTest
        static final ArchRule progressbar = onlyIn("me.tongfei.progressbar..", "progress")
                .because("the other packages report the progress, not how it is drawn");

        @ArchTest
        static final ArchRule h2 = noClasses()
                .that()
                .haveNameNotMatching("io\\.cometsh\\.server\\.store\\.OldFolder.*")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.h2..")
                .because("it only reads the folders of version 0.1, and is loaded only where there is one");

        @ArchTest
        static final ArchRule sqlite =
                onlyIn("org.sqlite..", "server.store").because("the embedded server's store is the only database");

        @ArchTest
        static final ArchRule java_sql = onlyIn("java.sql..", "server", "sql")
                .because("the server's store and SQL over a mirror are the only databases");

        @ArchTest
        static final ArchRule multipart =
                onlyIn("org.apache.commons.fileupload2..", "server").because("only the server receives files");

        @ArchTest
        static final ArchRule html =
                onlyIn("j2html..", "server.page").because("only the pages are HTML, and a start must not load it");

        @ArchTest
        static final ArchRule escaped_html = noClasses()
                .that()
                .resideInAPackage("io.cometsh.server.page..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("j2html.tags.UnescapedText")
                .because("names and values come from anybody: every text is escaped");

        @ArchTest
        static final ArchRule http_server =
                onlyIn("com.sun.net.httpserver..", "server").because("only the server listens");

        @ArchTest
        static final ArchRule picocli =
                onlyIn("picocli..", "cli").because("options are words of the command line, not of what it runs");

        /** The command line's {@code ShellLauncher} owns the terminal that it gives to the shell. */
        @ArchTest
        static final ArchRule jline = noClasses()
                .that()
                .resideOutsideOfPackages("io.cometsh.completion..", "io.cometsh.shell..")
                .and()
                .doNotHaveFullyQualifiedName("io.cometsh.cli.ShellLauncher")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.jline..")
                .because("a script or a pipe has no terminal");

        @ArchTest
        static final ArchRule groovy = noClasses()
                .that()
                .resideOutsideOfPackages("io.cometsh.lang..", "io.cometsh.shell..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("groovy..", "org.codehaus.groovy..", "org.apache.groovy..")
                .because("the client works in plain Java without Groovy on the class path");

        private static String[] homes(String... names) {
            return Arrays.stream(names).map(name -> "io.cometsh." + name + "..").toArray(String[]::new);
        }

        private static ArchRule onlyIn(String library, String... homes) {
            return noClasses()
                    .that()
                    .resideOutsideOfPackages(homes(homes))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(library);
        }
    }

    /** What a script or a Java program sees of the client. */
    static final class ClientSurface {
        /** {@code Tables} is for the faces that print values, not for scripts: "this value has no rows" is no null. */
        @ArchTest
        static final ArchRule no_optional = methods()
                .that()
                .areDeclaredInClassesThat(areSeenByScripts())
                .and()
                .arePublic()
                .should(mention(type -> !type.isEquivalentTo(Optional.class), "mention no Optional"))
                .because("in a script null is shorter, and Python's None means the same");

        @ArchTest
        static final ArchRule no_json_library = methods()
                .that()
                .areDeclaredInClassesThat(areSeenByScripts())
                .and()
                .arePublic()
                .should(mention(
                        type -> !type.getPackageName().startsWith("com.fasterxml.jackson"), "mention no Jackson type"))
                .because("how we read JSON is nobody else's business");

        @ArchTest
        static final ArchRule no_open_fields = fields().that()
                .areDeclaredInClassesThat()
                .resideInAPackage("io.cometsh.client..")
                .and()
                .areNotStatic()
                .should()
                .notBePublic()
                .because("handles and records are read-only");

        @ArchTest
        static final ArchRule errors_have_one_root = classes()
                .that()
                .resideInAnyPackage("io.cometsh.client..", "io.cometsh.transport..", "io.cometsh.cache..")
                .and()
                .areAssignableTo(Throwable.class)
                .and()
                .doNotHaveSimpleName("Stop")
                .should()
                .beAssignableTo("io.cometsh.transport.CometException")
                .because(
                        "one catch, one handler, one sentence for the user; what ends explained code must not be caught");

        private static DescribedPredicate<JavaClass> areSeenByScripts() {
            return DescribedPredicate.describe(
                    "scripts see",
                    type -> (type.getPackageName().equals("io.cometsh.client")
                                    || type.isAssignableTo("io.cometsh.client.wire.WireRecord")
                                    || type.isAssignableTo(Throwable.class)
                                            && type.getPackageName().startsWith("io.cometsh.client"))
                            && type.getModifiers().contains(com.tngtech.archunit.core.domain.JavaModifier.PUBLIC)
                            && !type.getSimpleName().equals("Tables"));
        }

        private static ArchCondition<JavaMethod> mention(
                java.util.function.Predicate<JavaClass> allowed, String description) {
            return new ArchCondition<>(description) {
                @Override
                public void check(JavaMethod method, ConditionEvents events) {
                    Stream.concat(Stream.of(method.getReturnType()), method.getParameterTypes().stream())
                            .flatMap(type -> type.getAllInvolvedRawTypes().stream())
                            .filter(type -> !allowed.test(type))
                            .forEach(type -> events.add(SimpleConditionEvent.violated(
                                    method, method.getFullName() + " mentions " + type.getName())));
                }
            };
        }
    }

    /** The three layers of the embedded server: HTTP, rules, persistence. */
    static final class ServerLayers {
        @ArchTest
        static final ArchRule store_is_the_lowest = noClasses()
                .that()
                .resideInAPackage("io.cometsh.server.store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.cometsh.server.route..", "io.cometsh.server.service..")
                .because("rows know neither rules nor requests")
                .allowEmptyShould(true);

        @ArchTest
        static final ArchRule services_know_no_http = noClasses()
                .that()
                .resideInAPackage("io.cometsh.server.service..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.cometsh.server.route..", "com.sun.net.httpserver..")
                .because("what is true of an experiment does not depend on how a client asked")
                .allowEmptyShould(true);

        @ArchTest
        static final ArchRule the_api_does_not_need_the_pages = noClasses()
                .that()
                .resideInAnyPackage(
                        "io.cometsh.server.route..", "io.cometsh.server.service..", "io.cometsh.server.store..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.cometsh.server.page..")
                .because("pages are one of the faces of the server, and load when a browser first asks");

        @ArchTest
        static final ArchRule routes_and_pages_ask_services = noClasses()
                .that()
                .resideInAnyPackage("io.cometsh.server.route..", "io.cometsh.server.page..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "org.h2..", "org.sqlite..")
                .because("a route reads a request, asks a service and writes the answer")
                .allowEmptyShould(true);
    }

    /** What is handed in and so can be tested without the machine it runs on. */
    static final class HandedIn {
        /** {@code ApiOptions.defaults()} is what a plain Java program gets when it hands in nothing. */
        @ArchTest
        static final ArchRule standard_streams = noClasses()
                .that()
                .resideInAnyPackage(
                        "io.cometsh.query..",
                        "io.cometsh.transport..",
                        "io.cometsh.cache..",
                        "io.cometsh.client..",
                        "io.cometsh.export..",
                        "io.cometsh.lang..",
                        "io.cometsh.completion..")
                .and()
                .doNotHaveSimpleName("ApiOptions")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because("stdout is data and stderr is talk: the command line decides who may write to which");

        @ArchTest
        static final ArchRule sleep = noClasses()
                .that()
                .resideInAnyPackage("io.cometsh.query..", "io.cometsh.client..", "io.cometsh.export..")
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .because("who waits is the transport, by a clock that tests hand in");
    }

    @ArchTest
    static final ArchTests direction = ArchTests.in(Direction.class);

    @ArchTest
    static final ArchTests libraries = ArchTests.in(Libraries.class);

    @ArchTest
    static final ArchTests client_surface = ArchTests.in(ClientSurface.class);

    @ArchTest
    static final ArchTests server_layers = ArchTests.in(ServerLayers.class);

    @ArchTest
    static final ArchTests handed_in = ArchTests.in(HandedIn.class);
}
